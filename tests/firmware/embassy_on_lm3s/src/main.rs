//! On a core with BASEPRI: a HAL as embassy's are, of what they are made of (embassy-hal-internal), since none of theirs has a chip that is emulated here. A handler of ours stands beside the HAL's, on its vector.
//!
//! Prints what it saw, and ends with `end`.
#![no_std]
#![no_main]

use core::panic::PanicInfo;
use cortex_m_rt as _;
use cortex_m_semihosting::{debug, hprintln};
use embassy_hal_internal::interrupt::{InterruptExt, Priority};
use irqshare::{Global, Shared};

pub mod pac {
    pub use lm3s6965::Interrupt;
}
pub const NVIC_PRIO_BITS: u8 = lm3s6965::NVIC_PRIO_BITS;

/// The module that each of embassy's HALs has.
pub mod hal {
    pub use crate::NVIC_PRIO_BITS;
    pub mod interrupt {
        pub use crate::interrupt::*;
    }
}
embassy_hal_internal::interrupt_mod!(UART0, UART1);

static DRIVEN: Global<u32> = Global::new(0);
static COUNT: Shared<u32, (irq::UART0, irq::UART1)> = Shared::new(0);
static INSIDE: Global<bool> = Global::new(false);
static ASTRAY: Global<bool> = Global::new(false);

mod irq {
    irqshare::handlers! {
        hal: crate::hal;

        #[priority(2)]
        fn UART0(isr) {
            super::COUNT.lock(isr, |count| *count += 1);
            if super::INSIDE.get() {
                super::ASTRAY.set(true);
            }
        }

        #[priority(7)]
        fn UART1(isr, step: &mut u32) { *super::COUNT.get_mut(isr) += *step }
    }
}

/// The driver's.
struct Driver;
impl interrupt::typelevel::Handler<interrupt::typelevel::UART0> for Driver {
    unsafe fn on_interrupt() {
        DRIVEN.update(|driven| driven + 1);
    }
}

/// What `bind_interrupts!` of a HAL makes.
#[derive(Clone, Copy)]
struct Irqs;
macro_rules! bind_interrupts {
    ($($irq:ident => $($handler:ty),*;)*) => {$(
        #[unsafe(no_mangle)]
        #[allow(non_snake_case)]
        unsafe extern "C" fn $irq() {
            // SAFETY: this is the handler.
            unsafe { $(<$handler as interrupt::typelevel::Handler<interrupt::typelevel::$irq>>::on_interrupt();)* }
        }
        // SAFETY: it is called above.
        $(unsafe impl interrupt::typelevel::Binding<interrupt::typelevel::$irq, $handler> for Irqs {})*
    )*};
}
bind_interrupts! {
    UART0 => Driver, irq::UART0;
    UART1 => irq::UART1;
}

#[panic_handler]
fn panic(info: &PanicInfo) -> ! {
    let _ = hprintln!("{}", info.message());
    debug::exit(debug::EXIT_SUCCESS);
    loop {}
}

irqshare::main! {
    fn main(main) {
        let both: [u8; 2] = [interrupt::UART0.get_priority().into(), interrupt::UART1.get_priority().into()];
        let _ = hprintln!("as declared: {}", both == [6 << 5, 1 << 5]);
        // SAFETY: its handler may run. (The HAL's driver turns its line on.)
        unsafe { interrupt::UART0.enable() };
        irq::UART1::enable(main, Irqs, 10);
        irq::UART0::pend();
        irq::UART1::pend();
        let _ = hprintln!("the driver's: {}, ours: {}", DRIVEN.get(), COUNT.lock(main, |count| *count));
        COUNT.lock(main, |count| {
            INSIDE.set(true);
            if cfg!(feature = "repriority") {
                interrupt::UART0.set_priority(Priority::P0);
            }
            irq::UART0::pend();
            let _ = hprintln!("in a lock: {}", *count);
            INSIDE.set(false);
        });
        let _ = hprintln!("after it: {}, astray: {}", COUNT.lock(main, |count| *count), ASTRAY.get());
        let _ = hprintln!("end");
        debug::exit(debug::EXIT_SUCCESS);
    }
}
