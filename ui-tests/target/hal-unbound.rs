// target: thumbv7m-none-eabi features: unsafe-assume-single-core; expect: Binding<
// A line is enabled, and nothing says that its handler is bound.

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

pub fn enable(main: &mut irqshare::Main) {
    irq::UART0::enable(main, ());
}
