// target: thumbv7m-none-eabi features: unsafe-assume-single-core; expect only: a handler doesn't take `#[inline]`
// expect: a handler doesn't take `#[no_mangle]`
// expect: a handler doesn't take `#[export_name = "memcpy"]`
// expect: a handler doesn't take `#[link_section = ".vector_table.exceptions"]`
// A second name for the function would put it in another symbol's place, an attribute macro could call it: it is the hardware's alone.

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

mod irq {
    irqshare::handlers! {
        device: super::device;

        #[inline]
        #[no_mangle]
        #[export_name = "memcpy"]
        fn UART0(isr) {}

        #[link_section = ".vector_table.exceptions"]
        fn TIMER0(isr, led: &mut u32) { *led += 1 }
    }
}
