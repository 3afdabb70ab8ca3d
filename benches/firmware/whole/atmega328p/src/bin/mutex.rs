//! By avr-device's `Mutex<RefCell<Option<T>>>`.
#![no_std]
#![no_main]
#![feature(abi_avr_interrupt)]

#[path = "../board.rs"]
mod board;
#[path = "../../../queue.rs"]
mod queue;

use avr_device::asm::sleep;
use avr_device::interrupt::{self, Mutex};
use board::{Receiver, Ring};
use core::cell::RefCell;
use queue::Queue;

static RING: Mutex<RefCell<Option<Ring>>> = Mutex::new(RefCell::new(None));
static RECEIVER: Mutex<RefCell<Option<Receiver>>> = Mutex::new(RefCell::new(None));
static QUEUE: Mutex<RefCell<Queue>> = Mutex::new(RefCell::new(Queue::new()));

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

#[avr_device::entry]
fn main() -> ! {
    let (ring, receiver, mut sender) = board::start();
    interrupt::free(|cs| {
        RING.borrow(cs).replace(Some(ring));
        RECEIVER.borrow(cs).replace(Some(receiver));
    });
    loop {
        // Off during the look, so that no byte comes between it and the sleep.
        interrupt::disable();
        let byte = interrupt::free(|cs| {
            let byte = QUEUE.borrow(cs).borrow_mut().pop()?;
            if let Some(receiver) = RECEIVER.borrow(cs).borrow_mut().as_mut() {
                receiver.listen(true);
            }
            Some(byte)
        });
        // SAFETY: no section is open. The instruction behind this one comes before any handler.
        unsafe { interrupt::enable() };
        match byte {
            Some(byte) => sender.send(byte),
            None => sleep(),
        }
    }
}
