//! By avr-device's `Mutex<RefCell<Option<T>>>`.
#![no_std]
#![no_main]
#![feature(abi_avr_interrupt)]

#[path = "../board.rs"]
mod board;
#[path = "../../../queue.rs"]
mod queue;

use avr_device::asm::{nop, sleep};
use avr_device::interrupt::{self, CriticalSection, Mutex};
use board::{Receiver, Ring};
use core::cell::RefCell;
use queue::Queue;

static RING: Mutex<RefCell<Option<Ring>>> = Mutex::new(RefCell::new(None));
static LINE: Mutex<RefCell<Line>> = Mutex::new(RefCell::new(Line { queue: Queue::new(), receiver: None }));

struct Line {
    queue: Queue,
    receiver: Option<Receiver>,
}

#[avr_device::interrupt(atmega328p)]
fn TIMER0_COMPA() {
    interrupt::free(|cs| {
        if let Some(ring) = RING.borrow(cs).borrow_mut().as_mut() {
            ring.step();
        }
    });
}

#[avr_device::interrupt(atmega328p)]
fn USART_RX() {
    interrupt::free(|cs| {
        let line = &mut *LINE.borrow(cs).borrow_mut();
        if let Some(receiver) = &mut line.receiver {
            if line.queue.is_full() {
                receiver.listen(false);
            } else if let Some(byte) = receiver.receive() {
                line.queue.push(byte);
            }
        }
    });
}

#[avr_device::entry]
fn main() -> ! {
    let (ring, receiver, mut sender) = board::start();
    interrupt::free(|cs| {
        RING.borrow(cs).replace(Some(ring));
        LINE.borrow(cs).borrow_mut().receiver = Some(receiver);
    });
    loop {
        // Off during the look, so that no byte comes between it and the sleep.
        interrupt::disable();
        // SAFETY: interrupts are off.
        let byte = pop(unsafe { CriticalSection::new() });
        if let Some(byte) = byte {
            // SAFETY: no section is open.
            unsafe { interrupt::enable() };
            sender.send(byte);
        } else {
            // SAFETY: as above. The sleep comes before any handler, so it misses no byte.
            unsafe { interrupt::enable() };
            sleep();
            // simavr lets two instructions come first: without this the next look would turn interrupts off before any handler ran.
            nop();
        }
    }
}

#[inline(always)]
fn pop(cs: CriticalSection<'_>) -> Option<u8> {
    let line = &mut *LINE.borrow(cs).borrow_mut();
    let byte = line.queue.pop()?;
    if let Some(receiver) = &mut line.receiver {
        receiver.listen(true);
    }
    Some(byte)
}
