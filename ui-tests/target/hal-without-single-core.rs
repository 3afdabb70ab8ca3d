// target: thumbv7m-none-eabi features: none; expect: a HAL's driver turns on the line
// A HAL's driver turns its line on where it is made, which may be on another core.

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
        fn UART0(isr) {}
    }
}

pub static CELL: irqshare::Shared<u32, irq::UART0> = irqshare::Shared::new(0);
