//! LED roulette and echo server, each in its interrupt, written the way stm32f3xx-hal's example `gpio_interrupts` is: what a handler works with waits in a mutex.
#![no_std]
#![no_main]

#[path = "../board.rs"]
mod board;

use board::{Board, Button, Port, Ring};
use core::cell::{Cell, RefCell};
use cortex_m::peripheral::NVIC;
use cortex_m_rt::entry;
use critical_section::Mutex;
use panic_halt as _;
use stm32f3xx_hal::pac::{Interrupt, TIM7, interrupt};
use stm32f3xx_hal::prelude::*;
use stm32f3xx_hal::timer::{Event, Timer};

static RING: Mutex<RefCell<Option<Ring>>> = Mutex::new(RefCell::new(None));
static TIMER: Mutex<RefCell<Option<Timer<TIM7>>>> = Mutex::new(RefCell::new(None));
static PORT: Mutex<RefCell<Option<Port>>> = Mutex::new(RefCell::new(None));
static BUTTON: Mutex<RefCell<Option<Button>>> = Mutex::new(RefCell::new(None));
/// The ring turns the other way at each press of the button, and after each byte.
static BACKWARDS: Mutex<Cell<bool>> = Mutex::new(Cell::new(false));

#[entry]
fn main() -> ! {
    let board = Board::take();
    critical_section::with(|cs| {
        *RING.borrow(cs).borrow_mut() = Some(board.ring);
        *TIMER.borrow(cs).borrow_mut() = Some(board.timer);
        *PORT.borrow(cs).borrow_mut() = Some(board.port);
        *BUTTON.borrow(cs).borrow_mut() = Some(board.button);
    });
    unsafe {
        NVIC::unmask(Interrupt::TIM7);
        NVIC::unmask(Interrupt::USART1_EXTI25);
        NVIC::unmask(Interrupt::EXTI0);
    }
    loop {
        cortex_m::asm::wfi();
    }
}

#[interrupt]
fn TIM7() {
    critical_section::with(|cs| {
        TIMER.borrow(cs).borrow_mut().as_mut().unwrap().clear_event(Event::Update);
        RING.borrow(cs).borrow_mut().as_mut().unwrap().step(BACKWARDS.borrow(cs).get());
    });
}

#[interrupt]
fn USART1_EXTI25() {
    critical_section::with(|cs| {
        let mut port = PORT.borrow(cs).borrow_mut();
        let port = port.as_mut().unwrap();
        if let Ok(byte) = port.read() {
            let _ = nb::block!(port.write(byte));
            turn(&BACKWARDS.borrow(cs));
        }
    });
}

#[interrupt]
fn EXTI0() {
    critical_section::with(|cs| {
        BUTTON.borrow(cs).borrow_mut().as_mut().unwrap().clear_interrupt();
        turn(&BACKWARDS.borrow(cs));
    });
}

fn turn(backwards: &Cell<bool>) {
    backwards.set(!backwards.get());
}
