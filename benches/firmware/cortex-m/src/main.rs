//! The operations on a Cortex-M: an LM3S6965's Cortex-M3, which runs code for v6-M, too. The others' critical sections are cortex-m's, their handlers bound by
//! cortex-m-rt's attribute.
//!
//! A handler is measured from its first instruction to its return, without the cycles in which the hardware gets there and back.
#![no_std]
#![no_main]

#[path = "../../waking.rs"]
mod waking;

use cortex_m_rt as _;
use cortex_m_semihosting::debug;
use irqshare::Main;
use lm3s6965::interrupt;
use waking::{atomic, embassy, floor};

mod irq {
    use crate::waking::{anywhere, shared};

    irqshare::handlers! {
        device: lm3s6965;

        fn GPIOA(isr) {
            shared::WAKER.get(isr).wake();
        }
        fn GPIOB() {
            anywhere::WAKER.wake();
        }
        fn GPIOC() {
            anywhere::SIGNAL.signal(7);
        }
        fn GPIOD() {
            anywhere::EVENT.set();
        }
    }

    pub use GPIOA as Waking;
}

#[interrupt]
fn GPIOE() {
    floor::wake();
}
#[interrupt]
fn UART0() {
    floor::signal(7);
}
#[interrupt]
fn UART1() {
    floor::set();
}
#[interrupt]
fn SSI0() {
    embassy::WAKER.wake();
}
#[interrupt]
fn PWM_FAULT() {
    embassy::SIGNAL.signal(7);
}
#[interrupt]
fn PWM_GENERATOR_0() {
    atomic::WAKER.wake();
}

pub mod fire {
    use cortex_m::asm;
    use cortex_m::peripheral::NVIC;
    use lm3s6965::Interrupt;

    macro_rules! fire {
        ($($name:ident: $line:ident;)+) => {
            pub const LINES: &[Interrupt] = &[$(Interrupt::$line),+];
            $(
                #[inline(always)]
                pub fn $name() {
                    NVIC::pend(Interrupt::$line);
                    asm::dsb();
                    asm::isb();
                }
            )+
        };
    }

    fire! {
        shared_wake: GPIOA;
        anywhere_wake: GPIOB;
        anywhere_signal: GPIOC;
        anywhere_set: GPIOD;
        floor_wake: GPIOE;
        floor_signal: UART0;
        floor_set: UART1;
        embassy_wake: SSI0;
        embassy_signal: PWM_FAULT;
        atomic_wake: PWM_GENERATOR_0;
    }
}

#[inline(always)]
pub fn with_main<R>(f: impl FnOnce(&mut Main) -> R) -> R {
    // SAFETY: main runs, and uses no other.
    f(&mut unsafe { Main::steal() })
}

irqshare::main! {
    fn main(main) {
        irq::GPIOA::enable(main);
        irq::GPIOB::enable(main);
        irq::GPIOC::enable(main);
        irq::GPIOD::enable(main);
        for &line in &fire::LINES[4..] {
            // SAFETY: what their handlers use is ready.
            unsafe { cortex_m::peripheral::NVIC::unmask(line) };
        }
        waking::runs::all();
        debug::exit(debug::EXIT_SUCCESS);
    }
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    debug::exit(debug::EXIT_FAILURE);
    loop {}
}
