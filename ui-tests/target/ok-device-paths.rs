// target: thumbv7m-none-eabi features: unsafe-assume-single-core; expect: builds
// That a name must be a variant doesn't shut out other ways to the PAC's enum: aliases, renamed and glob imports, paths of every kind, and a path out of a macro.

#![deny(warnings)]

mod device {
    pub const NVIC_PRIO_BITS: u8 = 3;
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
}

mod alias {
    pub use super::device::NVIC_PRIO_BITS;
    pub type Interrupt = super::device::Interrupt;
}

mod glob {
    pub use super::device::*;
}

mod of_an_alias {
    irqshare::handlers! {
        device: super::alias;
        fn UART0(isr, led: &mut u32) { *led += 1 }
    }
}

mod of_a_glob {
    use super::glob as renamed;
    irqshare::handlers! {
        device: self::renamed;
        fn TIMER0(isr) {}
    }
}

/// A driver's macro, for any device.
macro_rules! pendsv {
    ($($device:ident)::+) => {
        irqshare::handlers! {
            device: $($device)::+;
            fn PendSV(isr) {}
        }
    };
}

/// And for its own.
macro_rules! systick {
    () => {
        irqshare::handlers! {
            device: $crate::device;
            fn SysTick(isr) {}
        }
    };
}

mod of_macros {
    pendsv! { crate::alias }
    systick! {}
}

pub fn body(main: &mut irqshare::Main) {
    of_an_alias::UART0::enable(main, 0);
    of_a_glob::TIMER0::enable(main);
    of_macros::PendSV::pend();
    of_macros::SysTick::pend();
}
