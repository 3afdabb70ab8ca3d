// target: riscv32imac-unknown-none-elf features: unsafe-assume-single-core; expect only: no variant named `memcpy` found for enum
// As a trait's constant: also where it is the enum's own, or has another name of it.

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

mod alias {
    pub type Interrupt = super::device::Interrupt;
    impl super::device::Interrupt {
        #[allow(non_upper_case_globals)]
        pub const memcpy: Self = Self::MachineTimer;
    }
}

mod irq {
    irqshare::handlers! {
        device: super::alias;
        fn memcpy(isr) {}
    }
}
