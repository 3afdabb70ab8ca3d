// target: riscv32imac-unknown-none-elf features: unsafe-assume-single-core; expect: builds
// The attributes that a handler does take, each where it belongs: a warning here would be the macro's fault.

#![deny(warnings)]

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        MachineTimer = 7,
    }
    // SAFETY: the numbers are those of the device.
    unsafe impl riscv_rt::InterruptNumber for Interrupt {
        const MAX_INTERRUPT_NUMBER: usize = 7;
        fn number(self) -> usize {
            self as usize
        }
        fn from_number(_: usize) -> riscv_rt::result::Result<Self> {
            Ok(Self::MachineTimer)
        }
    }
    // SAFETY: it is a core interrupt.
    unsafe impl riscv_rt::CoreInterruptNumber for Interrupt {}
}

pub mod irq {
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
        fn MachineTimer(isr) { let mut unused = 1; }

        #[cfg(any())]
        fn MachineSoft(isr) {}
    }
}
