// target: thumbv7m-none-eabi features: unsafe-assume-single-core; expect only: no rules expected `[`
// expect: no rules expected `UART0`
// expect: no rules expected `[`
// expect: no rules expected `[`
// expect: no rules expected `[`
// expect: no rules expected `[`
// expect: no rules expected `UART0`
// expect: no rules expected `[`
// What `handlers!` is made of, by hand, with the word `unsafe` left out: a vector of any priority, a symbol of any name, a line of any number.

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

mod vector {
    irqshare::__irqshare_vector! { [] [] UART0, 5, 1, 3 }
}

mod symbol {
    enum memcpy {}
    irqshare::__irqshare_trampoline! { [] [] memcpy (isr) {} }
}

mod second_name {
    enum TIMER0 {}
    irqshare::__irqshare_export! { [] TIMER0, 21 }
}

mod number {
    enum UART0 {}
    irqshare::__irqshare_pac! { UART0, [super::device::Interrupt] }
}

mod elsewhere {
    irqshare::__irqshare_elsewhere! { [super::device] [1] {[] [] [] []} UART0 }
}

mod in_handler {
    enum UART0 {}
    irqshare::__irqshare_in_handler! { UART0 }
}

mod named {
    enum UART0 {}
    irqshare::__irqshare_named! { [] [irqshare::__private::Unasked] UART0, irqshare::__private::named_line::<UART0>, 21, 0x405 }
}

mod all {
    irqshare::__irqshare_bind! { [super::device] [1] {[] [] [] []} UART0 (isr) {} }
}
