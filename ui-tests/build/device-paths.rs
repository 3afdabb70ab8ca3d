// Must build: every way to say where the enum is, also in a crate that has other things of its names.

#![deny(warnings)]

pub mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
    }
}

pub mod alias {
    pub type Interrupt = super::device::Interrupt;
}

pub mod renamed {
    pub use super::device::Interrupt;
}

pub mod glob {
    pub use super::device::*;
}

/// Of the names of the modules, in the other namespaces.
#[allow(dead_code, non_snake_case, non_upper_case_globals, unused_macros)]
#[macro_use]
mod others {
    pub const device: u8 = 1;
    pub const alias: u8 = 1;
    pub fn Interrupt() {}
    pub fn UART0() {}
    macro_rules! device {
        () => {};
    }
    macro_rules! alias {
        () => {};
    }
}

mod absolute {
    irqshare::handlers! { device: crate::device; fn UART0(isr) {} }
}

mod relative {
    #[allow(unused_imports)]
    use super::others::*;
    irqshare::handlers! { device: super::alias; fn UART0(isr) {} }
}

mod inner {
    pub mod device {
        pub use crate::renamed::Interrupt;
    }
    irqshare::handlers! { device: self::device; fn UART0(isr) {} }
}

mod local {
    mod device {
        pub use crate::glob::Interrupt;
    }
    irqshare::handlers! { device: device; fn UART0(isr) {} }
}

mod imported {
    use super::device as another;
    irqshare::handlers! { device: another; fn UART0(isr) {} }
}

/// A device whose vector has the device's name, and the enum's.
#[allow(non_camel_case_types, non_snake_case)]
mod same_name {
    pub mod UART0 {
        #[derive(Clone, Copy)]
        pub enum Interrupt {
            UART0 = 5,
            Interrupt = 6,
        }
    }
    pub mod irq {
        irqshare::handlers! { device: super::UART0; fn UART0(isr) {} fn Interrupt(isr) {} }
    }
}

/// A driver's macro, for any device.
macro_rules! uart0 {
    ($($device:ident)::+) => {
        irqshare::handlers! { device: $($device)::+; fn UART0(isr) {} }
    };
    () => {
        irqshare::handlers! { device: $crate::device; fn UART0(isr) {} }
    };
}

mod of_a_macro {
    uart0! { super::glob }
}

mod of_a_macros_crate {
    uart0! {}
}

fn main() {
    let _ = irqshare::model::Setup::cortex_m()
        .attach::<absolute::UART0>(1)
        .attach::<relative::UART0>(1)
        .attach::<inner::UART0>(1)
        .attach::<local::UART0>(1)
        .attach::<imported::UART0>(1)
        .attach::<same_name::irq::UART0>(1)
        .attach::<same_name::irq::Interrupt>(1)
        .attach::<of_a_macro::UART0>(1)
        .attach::<of_a_macros_crate::UART0>(1);
}
