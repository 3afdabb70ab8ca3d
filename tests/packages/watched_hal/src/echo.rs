//! Sends back what comes in on USART2, by interrupts in both directions.
//!
//! When more comes than has been sent, reception pauses: its interrupt is off, so that the USART
//! keeps the byte, and its RTS line stops the other side.

use core::cell::RefCell;
use cortex_m::interrupt::{Mutex, free};
use cortex_m::peripheral::NVIC;
use heapless::Deque;
use stm32f4xx_hal::pac::{self, Interrupt, interrupt};
use stm32f4xx_hal::prelude::*;
use stm32f4xx_hal::rcc::Config;
use stm32f4xx_hal::serial::{Event, Serial2, SerialExt};

static SERIAL: Mutex<RefCell<Option<Serial2>>> = Mutex::new(RefCell::new(None));
static QUEUES: Mutex<RefCell<Queues>> =
    Mutex::new(RefCell::new(Queues { received: Deque::new(), to_send: Deque::new() }));

struct Queues {
    received: Deque<u8, 1>,
    to_send: Deque<u8, 1>,
}

fn with_both<R>(f: impl FnOnce(&mut Serial2, &mut Queues) -> R) -> R {
    free(|cs| {
        let mut serial = SERIAL.borrow(cs).borrow_mut();
        f(serial.as_mut().expect("start() comes first"), &mut QUEUES.borrow(cs).borrow_mut())
    })
}

pub fn start() {
    let dp = pac::Peripherals::take().unwrap();
    let mut rcc = dp.RCC.freeze(Config::hse(8.MHz()).sysclk(84.MHz()));
    let gpioa = dp.GPIOA.split(&mut rcc);
    let mut serial: Serial2 = dp.USART2.serial((gpioa.pa2, gpioa.pa3), 115_200.bps(), &mut rcc).unwrap();
    serial.listen(Event::RxNotEmpty);
    free(|cs| SERIAL.borrow(cs).replace(Some(serial)));
    // SAFETY: no section relies on this interrupt being off.
    unsafe { NVIC::unmask(Interrupt::USART2) };
}

#[interrupt]
fn USART2() {
    with_both(|serial, queues| {
        // It also comes to send, while reception pauses.
        if !queues.received.is_full()
            && let Ok(byte) = serial.read()
        {
            let _ = queues.received.push_back(byte);
            if queues.received.is_full() {
                serial.unlisten(Event::RxNotEmpty);
            }
        }
        match queues.to_send.front() {
            Some(&byte) if serial.write(byte).is_ok() => _ = queues.to_send.pop_front(),
            Some(_) => {}
            None => serial.unlisten(Event::TxEmpty),
        }
    });
}

/// Lets what has come be sent, if there is something. Main calls it again and again.
pub fn echo() -> bool {
    with_both(|serial, queues| {
        let moved = moves(serial, queues);
        if moved {
            serial.listen(Event::TxEmpty);
        }
        moved
    })
}

/// As [`echo`], with a shorter section: sending is started behind it. The driver is in the `Mutex`
/// then, so the bit is set in the register itself.
pub fn echo_with_a_short_section() -> bool {
    let moved = with_both(moves);
    if moved {
        // SAFETY: this changes no other bit.
        let usart = unsafe { pac::USART2::steal() };
        usart.cr1().modify(|_, w| w.txeie().enabled());
    }
    moved
}

fn moves(serial: &mut Serial2, queues: &mut Queues) -> bool {
    if queues.to_send.is_full() {
        return false;
    }
    let Some(byte) = queues.received.pop_front() else { return false };
    serial.listen(Event::RxNotEmpty);
    queues.to_send.push_back(byte).is_ok()
}
