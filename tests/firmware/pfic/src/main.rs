//! WCH's chips, whose handlers nest by the PFIC's levels: CH32V003 and CH32V203, bound by qingke-rt's `#[interrupt]`. No emulator runs them: they must link, with the handlers in their slots.
//! (`pfic_emulated` runs.)
#![no_std]
#![no_main]

use ch32_metapac as pac;
use core::hint::black_box;
use irqshare::{Line, Main, Moved, Shared, block_on, interrupts};
use panic_halt as _;
use qingke_rt as _;

/// Of main and handlers on both levels.
static COUNT: Shared<u32, (irq::USART1, irq::TIM2)> = Shared::new(0);
/// Of two on the same level, the lower one.
static BOTH: Shared<u32, (irq::USART1, irq::SPI1)> = Shared::new(0);
static SENT: Moved<u32, irq::SysTick> = Moved::new();

pub struct Led {
    on: bool,
}

mod irq {
    irqshare::handlers! {
        device: ch32_metapac;
        attribute: qingke_rt::interrupt;

        fn USART1(isr) {
            super::COUNT.lock(isr, |count| *count += 1);
            *super::BOTH.get_mut(isr) += 1;
        }
        #[priority(2)]
        fn TIM2(isr) { *super::COUNT.get_mut(isr) += 100 }
        #[priority(1)]
        fn SPI1(isr) { *super::BOTH.get_mut(isr) += 1 }
        /// A handler that owns a value.
        #[priority(2)]
        fn ADC(_isr, led: &mut super::Led) { led.on = !led.on }
        /// The core's.
        #[priority(2)]
        fn SysTick(isr) {
            if let Some(sent) = super::SENT.get_mut(isr) { *sent += 1 }
        }
        fn Software(_isr) { super::Software::pend_next() }

        #[cfg(feature = "section")]
        #[unsafe(link_section = ".highcode")]
        fn I2C1_EV(_isr) {}
        #[cfg(feature = "unknown")]
        fn UART0(_isr) {}
        #[cfg(feature = "too-high")]
        #[priority(3)]
        fn I2C1_ER(_isr) {}
    }
}

#[cfg(feature = "clash")]
#[qingke_rt::interrupt]
fn SPI1() {}

/// Safe code would export `memcpy`.
#[cfg(feature = "memcpy")]
mod forged {
    mod device {
        #[derive(Clone, Copy)]
        pub enum Interrupt {
            memcpy = 17,
        }
    }
    irqshare::handlers! {
        device: device;
        attribute: qingke_rt::interrupt;
        fn memcpy(_isr) {}
    }
}

/// The same, with a trait that isn't unsafe.
#[cfg(feature = "safe-trait")]
mod forged {
    mod device {
        #[derive(Clone, Copy)]
        pub enum Interrupt {
            memcpy = 17,
        }
        pub trait InterruptNumber: Copy {
            fn number(self) -> u16;
        }
        impl InterruptNumber for Interrupt {
            fn number(self) -> u16 {
                17
            }
        }
    }
    irqshare::handlers! {
        device: device;
        attribute: qingke_rt::interrupt;
        fn memcpy(_isr) {}
    }
}

struct Software;

impl Software {
    fn pend_next() {
        next::<irq::TIM2>();
    }
}

/// Whatever line it is.
fn next<V: Line>() {
    V::pend();
}

/// For the count of instructions.
#[unsafe(no_mangle)]
#[inline(never)]
fn op_enable(main: &mut Main, led: Led) {
    irq::ADC::enable(main, led);
}

#[unsafe(no_mangle)]
#[inline(never)]
fn op_disable(main: &mut Main) -> Option<Led> {
    irq::ADC::disable(main)
}

#[unsafe(no_mangle)]
#[inline(never)]
fn op_pend() {
    irq::TIM2::pend();
}

#[unsafe(no_mangle)]
#[inline(never)]
fn op_lock(main: &mut Main) {
    COUNT.lock(main, |count| *count += 1);
}

irqshare::main! {
    fn main(main) {
        SENT.put(main, 0);
        irq::USART1::enable(main);
        irq::TIM2::enable(main);
        irq::SPI1::enable(main);
        irq::SysTick::enable(main);
        irq::Software::enable(main);
        op_enable(main, Led { on: false });
        op_pend();
        op_lock(main);
        pac::SYSTICK.ctlr().modify(|w| w.set_ste(true));
        block_on(main, |main| async move {
            while main.with(|main| COUNT.lock(main, |count| *count)) < 1000 {}
        });
        black_box(BOTH.lock(main, |both| *both));
        black_box(op_disable(main).is_some_and(|led| led.on));
        interrupts::disable();
    }
}
