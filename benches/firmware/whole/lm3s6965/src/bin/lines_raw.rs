//! Ten lines enabled, and nothing else: by cortex-m, with nothing checked.
#![no_std]
#![no_main]

use core::panic::PanicInfo;
use core::sync::atomic::{AtomicU32, Ordering::Relaxed};
use cortex_m::peripheral::NVIC;
use lm3s6965::{Interrupt, interrupt};

#[panic_handler]
fn panic(_: &PanicInfo) -> ! {
    loop {
        cortex_m::asm::nop();
    }
}

/// What the handlers do.
fn came(line: u32) {
    static LAST: AtomicU32 = AtomicU32::new(0);
    LAST.store(line, Relaxed);
}

#[interrupt]
fn GPIOA() {
    came(0);
}
#[interrupt]
fn GPIOB() {
    came(1);
}
#[interrupt]
fn GPIOC() {
    came(2);
}
#[interrupt]
fn GPIOD() {
    came(3);
}
#[interrupt]
fn GPIOE() {
    came(4);
}
#[interrupt]
fn UART0() {
    came(5);
}
#[interrupt]
fn UART1() {
    came(6);
}
#[interrupt]
fn TIMER_0A() {
    came(7);
}
#[interrupt]
fn TIMER_0B() {
    came(8);
}
#[interrupt]
fn TIMER_1A() {
    came(9);
}

#[cortex_m_rt::entry]
fn main() -> ! {
    // SAFETY: nothing else has them, nothing masks by priority, and each handler may come from here on.
    unsafe {
        let mut core = cortex_m::Peripherals::steal();
        core.NVIC.set_priority(Interrupt::GPIOA, 0xe0);
        NVIC::unmask(Interrupt::GPIOA);
        core.NVIC.set_priority(Interrupt::GPIOB, 0xe0);
        NVIC::unmask(Interrupt::GPIOB);
        core.NVIC.set_priority(Interrupt::GPIOC, 0xe0);
        NVIC::unmask(Interrupt::GPIOC);
        core.NVIC.set_priority(Interrupt::GPIOD, 0xe0);
        NVIC::unmask(Interrupt::GPIOD);
        core.NVIC.set_priority(Interrupt::GPIOE, 0xe0);
        NVIC::unmask(Interrupt::GPIOE);
        core.NVIC.set_priority(Interrupt::UART0, 0xe0);
        NVIC::unmask(Interrupt::UART0);
        core.NVIC.set_priority(Interrupt::UART1, 0xe0);
        NVIC::unmask(Interrupt::UART1);
        core.NVIC.set_priority(Interrupt::TIMER_0A, 0xe0);
        NVIC::unmask(Interrupt::TIMER_0A);
        core.NVIC.set_priority(Interrupt::TIMER_0B, 0xe0);
        NVIC::unmask(Interrupt::TIMER_0B);
        core.NVIC.set_priority(Interrupt::TIMER_1A, 0xe0);
        NVIC::unmask(Interrupt::TIMER_1A);
    }
    loop {
        cortex_m::asm::wfi();
    }
}
