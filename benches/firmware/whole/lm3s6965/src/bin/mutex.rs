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
static RECEIVER: Mutex<RefCell<Option<Receiver>>> = Mutex::new(RefCell::new(None));
static QUEUE: Mutex<RefCell<Queue>> = Mutex::new(RefCell::new(Queue::new()));

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
        let mut queue = QUEUE.borrow(cs).borrow_mut();
        if let Some(receiver) = RECEIVER.borrow(cs).borrow_mut().as_mut() {
            if queue.is_full() {
                receiver.listen(false);
            } else if let Some(byte) = receiver.receive() {
                queue.push(byte);
            }
        }
    });
}

#[cortex_m_rt::entry]
fn main() -> ! {
    let (ring, receiver, mut sender) = board::start();
    section::free(|cs| {
        RING.borrow(cs).replace(Some(ring));
        RECEIVER.borrow(cs).replace(Some(receiver));
    });
    // SAFETY: all that the handlers use is ready.
    unsafe {
        NVIC::unmask(Interrupt::TIMER_0A);
        NVIC::unmask(Interrupt::UART0);
    }
    loop {
        let byte = section::free(|cs| {
            let byte = QUEUE.borrow(cs).borrow_mut().pop();
            if byte.is_none() {
                // Within the section, so that no byte comes between the look and the sleep: it wakes all the same.
                cortex_m::asm::wfi();
            } else if let Some(receiver) = RECEIVER.borrow(cs).borrow_mut().as_mut() {
                receiver.listen(true);
            }
            byte
        });
        if let Some(byte) = byte {
            sender.send(byte);
        }
    }
}
