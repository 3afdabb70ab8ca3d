// Must build: the attributes that a handler takes, each where it belongs: a warning here would be the macro's fault.

#![deny(warnings)]
#![warn(missing_docs, clippy::pedantic)]

//! A crate that wants documentation.

/// The device.
pub mod device {
    /// Its vectors.
    #[derive(Debug, Clone, Copy)]
    #[allow(non_camel_case_types)]
    pub enum Interrupt {
        /// One.
        UART0 = 5,
        /// Two.
        TIMER_0A = 19,
        /// Three.
        GPIOA = 0,
    }
}

/// The handlers.
pub mod irq {
    irqshare::handlers! {
        device: super::device;

        /// Documented.
        #[doc = "Twice."]
        #[doc(alias = "serial")]
        #[allow(unused_mut)]
        #[warn(unused_labels)]
        #[expect(unused_variables)]
        #[deny(unused_must_use)]
        #[forbid(unsafe_code)]
        #[cfg(all())]
        #[cfg_attr(all(), allow(unused_assignments))]
        #[cfg_attr(any(), doc = "left out")]
        #[unsafe(link_section = ".text.first")]
        #[rustfmt::skip]
        fn UART0(isr) { let mut unused = 1; }

        #[priority(2)]
        #[expect(unused_variables, reason = "shown")]
        #[unsafe(link_section = ".text.second")]
        #[cfg(all())]
        fn TIMER_0A(isr, led: &mut u32) { let unused = 1; }

        #[allow(unused_variables)]
        #[unsafe(link_section = ".text.third")]
        fn PendSV(isr) { let unused = 1; }

        #[cfg(any())]
        fn GPIOA(isr, led: &mut Nothing) {}
        #[cfg(any())]
        #[unsafe(link_section = ".text.fourth")]
        fn SysTick(isr) { is_not_here() }
    }

    /// A macro passes attributes on.
    macro_rules! passed_on {
        ($(#[$($attr:tt)*])* $name:ident) => {
            irqshare::handlers! {
                device: super::device;
                $(#[$($attr)*])*
                fn $name(isr) { let unused = 1; }
            }
        };
    }
    passed_on! {
        /// Through a macro.
        #[expect(unused_variables)]
        #[priority(3)]
        GPIOA
    }
}

fn main() {
    let _ = irqshare::model::Setup::cortex_m()
        .attach::<irq::UART0>(1)
        .attach::<irq::TIMER_0A>(1)
        .attach::<irq::PendSV>(1)
        .attach::<irq::GPIOA>(1);
}
