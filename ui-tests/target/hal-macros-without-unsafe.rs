// target: thumbv7m-none-eabi features: unsafe-assume-single-core; expect only: no rules expected
// expect: no rules expected
// expect: no rules expected
// expect: no rules expected
// What `hal:` is made of, by hand, with the word `unsafe` left out.

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

mod vector {
    irqshare::__irqshare_vector_of_hal! { [irqshare::__private::Unasked] [crate::hal] [1] [] [] UART0 }
}
mod handler {
    enum UART0 {}
    irqshare::__irqshare_handler_of_hal! { [crate::hal] [] UART0, {}, {} }
}
mod line {
    enum UART0 {}
    irqshare::__irqshare_line_of_hal! { [crate::hal] [] UART0, (), (), (), () }
}
mod bind {
    irqshare::__irqshare_bind_in_hal! { [irqshare::__private::Unasked] [crate::hal] [1] {[] [] [] []} UART0 (isr) {} }
}
