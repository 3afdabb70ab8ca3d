//! By irqshare.
#![no_std]
#![no_main]

#[path = "../board.rs"]
mod board;
#[path = "../../../queue.rs"]
mod queue;

use board::{Receiver, Ring};
use cortex_m_rt as _;
use irqshare::{Shared, sleep_until};
use queue::Queue;

static LINE: Shared<Line, irq::UART0> = Shared::new(Line { queue: Queue::new(), receiver: None });

struct Line {
    queue: Queue,
    receiver: Option<Receiver>,
}

mod irq {
    use super::{LINE, Ring};

    irqshare::handlers! {
        device: lm3s6965;

        fn TIMER_0A(isr, ring: &mut Ring) {
            ring.step();
        }

        fn UART0(isr) {
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
        LINE.lock(main, |line| line.receiver = Some(receiver));
        irq::TIMER_0A::enable(main, ring);
        irq::UART0::enable(main);
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
