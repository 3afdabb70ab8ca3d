// target: thumbv7m-none-eabi features: unsafe-assume-single-core; expect only: no rules expected keyword `pub`
// An entry in the list of lines that main turns off and gives priorities: another word in the place of `unsafe` is none.

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

enum UART0 {}
irqshare::__irqshare_export! { pub [] UART0, 21 }
