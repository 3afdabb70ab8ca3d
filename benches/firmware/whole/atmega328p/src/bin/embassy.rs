//! By embassy's executor, and embassy-sync: a task that a handler wakes.
#![no_std]
#![no_main]
#![feature(abi_avr_interrupt)]

#[path = "../board.rs"]
mod board;

use board::{Receiver, Ring, Sender};
use core::cell::RefCell;
use embassy_executor::Spawner;
use embassy_sync::blocking_mutex::Mutex;
use embassy_sync::blocking_mutex::raw::CriticalSectionRawMutex as Raw;
use embassy_sync::channel::Channel;

static RING: Mutex<Raw, RefCell<Option<Ring>>> = Mutex::new(RefCell::new(None));
static BYTES: Channel<Raw, u8, 64> = Channel::new();
static RECEIVER: Mutex<Raw, RefCell<Option<Receiver>>> = Mutex::new(RefCell::new(None));

#[avr_device::interrupt(atmega328p)]
fn TIMER0_COMPA() {
    RING.lock(|ring| {
        if let Some(ring) = ring.borrow_mut().as_mut() {
            ring.step();
        }
    });
}

#[avr_device::interrupt(atmega328p)]
fn USART_RX() {
    RECEIVER.lock(|receiver| {
        if let Some(receiver) = receiver.borrow_mut().as_mut() {
            if BYTES.is_full() {
                receiver.listen(false);
            } else if let Some(byte) = receiver.receive() {
                let _ = BYTES.try_send(byte);
            }
        }
    });
}

#[embassy_executor::task]
async fn echo(mut sender: Sender) {
    loop {
        let byte = BYTES.receive().await;
        RECEIVER.lock(|receiver| {
            if let Some(receiver) = receiver.borrow_mut().as_mut() {
                receiver.listen(true);
            }
        });
        sender.send(byte);
    }
}

#[embassy_executor::main(entry = "avr_device::entry")]
async fn main(spawner: Spawner) {
    let (ring, receiver, sender) = board::start();
    RING.lock(|cell| cell.replace(Some(ring)));
    RECEIVER.lock(|cell| cell.replace(Some(receiver)));
    spawner.spawn(echo(sender).unwrap());
    // SAFETY: all that the handlers use is ready.
    unsafe { avr_device::interrupt::enable() };
}
