//! By cortex-m's `Mutex<RefCell<Option<T>>>`.
#![no_std]
#![no_main]

#[path = "../board.rs"]
mod board;
#[path = "../../../queue.rs"]
mod queue;

use board::{Receiver, Ring};
use core::cell::RefCell;
use cortex_m::interrupt::{self as section, Mutex};
use cortex_m::peripheral::NVIC;
use lm3s6965::{Interrupt, interrupt};
use queue::Queue;

static RING: Mutex<RefCell<Option<Ring>>> = Mutex::new(RefCell::new(None));
static LINE: Mutex<RefCell<Line>> = Mutex::new(RefCell::new(Line { queue: Queue::new(), receiver: None }));

struct Line {
    queue: Queue,
    receiver: Option<Receiver>,
}

#[interrupt]
fn TIMER_0A() {
    section::free(|cs| {
        if let Some(ring) = RING.borrow(cs).borrow_mut().as_mut() {
            ring.step();
        }
    });
}

#[interrupt]
fn UART0() {
    section::free(|cs| {
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

#[cortex_m_rt::entry]
fn main() -> ! {
    let (ring, receiver, mut sender) = board::start();
    section::free(|cs| {
        RING.borrow(cs).replace(Some(ring));
        LINE.borrow(cs).borrow_mut().receiver = Some(receiver);
    });
    // SAFETY: all that the handlers use is ready.
    unsafe {
        NVIC::unmask(Interrupt::TIMER_0A);
        NVIC::unmask(Interrupt::UART0);
    }
    loop {
        let byte = section::free(|cs| {
            let line = &mut *LINE.borrow(cs).borrow_mut();
            let byte = line.queue.pop();
            if byte.is_none() {
                // Within the section, so that no byte comes between the look and the sleep: it wakes all the same.
                cortex_m::asm::wfi();
            } else if let Some(receiver) = &mut line.receiver {
                receiver.listen(true);
            }
            byte
        });
        if let Some(byte) = byte {
            sender.send(byte);
        }
    }
}
