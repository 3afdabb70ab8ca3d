// target: avr-none features: none; expect: builds
// The attributes that a handler does take, each where it belongs: a warning here would be the macro's fault.

#![deny(warnings)]
#![feature(abi_avr_interrupt, asm_experimental_arch)]

pub mod irq {
    irqshare::handlers! {
        device: irqshare::avr::atmega328p;

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
        fn TIMER0_COMPA(isr) { let mut unused = 1; }

        #[cfg(any())]
        fn NONE(isr) {}
    }
}
