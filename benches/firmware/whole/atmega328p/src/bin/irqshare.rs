//! By irqshare.
#![no_std]
#![no_main]
#![feature(asm_experimental_arch, abi_avr_interrupt)]

#[path = "../board.rs"]
mod board;
#[path = "../../../queue.rs"]
mod queue;

use board::{Receiver, Ring};
use irqshare::{Moved, Shared, interrupts, sleep_until};
use queue::Queue;

static RING: Moved<Ring, irq::TIMER0_COMPA> = Moved::new();
static LINE: Shared<Line, irq::USART_RX> = Shared::new(Line { queue: Queue::new(), receiver: None });

struct Line {
    queue: Queue,
    receiver: Option<Receiver>,
}

mod irq {
    use super::{LINE, RING};

    irqshare::handlers! {
        device: irqshare::avr::atmega328p;

        fn TIMER0_COMPA(isr) {
            if let Some(ring) = RING.get_mut(isr) {
                ring.step();
            }
        }

        fn USART_RX(isr) {
            let line = LINE.get_mut(isr);
            if let Some(receiver) = &mut line.receiver {
                if line.queue.is_full() {
                    receiver.listen(false);
                } else if let Some(byte) = receiver.receive() {
                    line.queue.push(byte);
                }
            }
        }
    }
}

irqshare::main! {
    fn main(main) {
        let (ring, receiver, mut sender) = board::start();
        RING.put(main, ring);
        LINE.lock(main, |line| line.receiver = Some(receiver));
        // SAFETY: all that the handlers use is ready, and no section is open.
        unsafe { interrupts::enable() };
        loop {
            let byte = sleep_until(main, |main, cs| LINE.lock_in(main, cs, |line| {
                let byte = line.queue.pop()?;
                if let Some(receiver) = &mut line.receiver {
                    receiver.listen(true);
                }
                Some(byte)
            }));
            sender.send(byte);
        }
    }
}
