//! Ten lines enabled, and nothing else: by irqshare.
#![no_std]
#![no_main]

use core::panic::PanicInfo;
use core::sync::atomic::{AtomicU32, Ordering::Relaxed};
use cortex_m_rt as _;

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

mod irq {
    irqshare::handlers! {
        device: lm3s6965;
        fn GPIOA(_isr) { super::came(0) }
        fn GPIOB(_isr) { super::came(1) }
        fn GPIOC(_isr) { super::came(2) }
        fn GPIOD(_isr) { super::came(3) }
        fn GPIOE(_isr) { super::came(4) }
        fn UART0(_isr) { super::came(5) }
        fn UART1(_isr) { super::came(6) }
        fn TIMER_0A(_isr) { super::came(7) }
        fn TIMER_0B(_isr) { super::came(8) }
        fn TIMER_1A(_isr) { super::came(9) }
    }
}

irqshare::main! {
    fn main(main) {
        irq::GPIOA::enable(main);
        irq::GPIOB::enable(main);
        irq::GPIOC::enable(main);
        irq::GPIOD::enable(main);
        irq::GPIOE::enable(main);
        irq::UART0::enable(main);
        irq::UART1::enable(main);
        irq::TIMER_0A::enable(main);
        irq::TIMER_0B::enable(main);
        irq::TIMER_1A::enable(main);
        loop {
            cortex_m::asm::wfi();
        }
    }
}
