// target: thumbv7m-none-eabi features: unsafe-assume-single-core; expect: builds
// Vectors of a HAL: with values and without, by paths of every kind, with attributes.

#![deny(warnings)]

/// As an embassy HAL is.
mod hal {
    pub const NVIC_PRIO_BITS: u8 = 3;
    pub mod interrupt {
        #[derive(Clone, Copy)]
        pub enum Interrupt {
            UART0 = 5,
            TIMER0 = 19,
        }
        // SAFETY: the numbers are those of the device.
        unsafe impl cortex_m::interrupt::InterruptNumber for Interrupt {
            fn number(self) -> u16 {
                self as u16
            }
        }
        pub mod typelevel {
            pub enum UART0 {}
            pub enum TIMER0 {}
            pub trait Handler<I> {
                /// # Safety
                /// In the handler of `I`.
                unsafe fn on_interrupt();
            }
            /// # Safety
            /// `H` is called in the handler of `I`.
            pub unsafe trait Binding<I, H: Handler<I>> {}
        }
    }
}

mod irq {
    irqshare::handlers! {
        hal: super::hal;

        /// Beside the HAL's.
        #[priority(3)]
        #[expect(unused_variables)]
        fn UART0(isr) { let unused = 1; }

        #[cfg(target_arch = "arm")]
        fn TIMER0(isr, led: &mut u32, buffer: &mut &'static mut [u8; 4]) { *led += u32::from(buffer[0]) }

        #[cfg(target_arch = "avr")]
        fn UNKNOWN() {}
    }
}

/// A driver's macro, for any HAL.
macro_rules! beside {
    ($($hal:ident)::+) => {
        irqshare::handlers! {
            hal: $($hal)::+;
            #[doc(hidden)]
            #[priority(3)]
            fn UART0() {}
        }
    };
}
mod of_a_macro {
    beside! { crate::hal }
}

mod of_several_cores {
    pub struct Core;
    // SAFETY: one core.
    unsafe impl irqshare::CoreNumber for Core {
        const MAIN: u32 = 0;
        fn core_number() -> u32 {
            0
        }
    }
    irqshare::handlers! {
        hal: super::hal;
        core: Core;
        fn UART0(isr) {}
        fn TIMER0(isr, led: &mut u32) { *led += 1 }
    }
}

pub struct Irqs;
// SAFETY: as if.
unsafe impl hal::interrupt::typelevel::Binding<hal::interrupt::typelevel::TIMER0, irq::TIMER0> for Irqs {}

pub static BOTH: irqshare::Shared<u32, (irq::UART0, of_a_macro::UART0)> = irqshare::Shared::new(0);
pub static TOP: irqshare::Shared<u32, of_several_cores::UART0> = irqshare::Shared::new(0);
const _: () = assert!(<irq::TIMER0 as irqshare::Vector>::PRIORITY == 8 && <of_several_cores::UART0 as irqshare::Vector>::PRIORITY == 8);

pub fn used(main: &mut irqshare::Main, buffer: &'static mut [u8; 4]) -> Option<(u32, &'static mut [u8; 4])> {
    irq::TIMER0::enable(main, Irqs, 1, buffer);
    irq::TIMER0::pend();
    irq::UART0::disable(main);
    irq::TIMER0::disable(main)
}
