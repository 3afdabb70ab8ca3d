// target: thumbv7m-none-eabi features: unsafe-assume-single-core; expect: expected type, found module `super::alias::Interrupt`
// A module in place of the enum, in which a variant has another name, which would become a symbol.

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
    #[allow(non_snake_case)]
    pub mod Interrupt {
        pub use super::super::device::Interrupt::UART0 as memcpy;
    }
}

mod irq {
    irqshare::handlers! {
        device: super::alias;
        fn memcpy(isr) {}
    }
}
