// target: thumbv7m-none-eabi features: unsafe-assume-single-core; expect: builds
// The attributes that a handler does take, each where it belongs: a warning here would be the macro's fault.

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

mod irq {
    irqshare::handlers! {
        device: super::device;

        /// Documented.
        #[doc = "Twice."]
        #[allow(unused_mut)]
        #[expect(unused_variables)]
        #[deny(unused_must_use)]
        #[cfg(all())]
        #[cfg_attr(all(), allow(clippy::all))]
        #[cfg_attr(any(), doc = "left out")]
        #[unsafe(link_section = ".text.first")]
        #[rustfmt::skip]
        fn UART0(isr) { let mut unused = 1; }

        #[priority(2)]
        #[expect(unused_variables, reason = "shown")]
        #[unsafe(link_section = ".text.second")]
        fn TIMER0(isr, led: &mut u32) { let unused = 1; }

        #[allow(unused_variables)]
        #[unsafe(link_section = ".text.third")]
        fn PendSV(isr) { let unused = 1; }

        #[cfg(any())]
        fn GPIOA(isr, led: &mut Nothing) {}
    }
}

pub fn body(main: &mut irqshare::Main) {
    irq::UART0::enable(main);
    irq::TIMER0::enable(main, 0);
    irq::PendSV::pend();
}
