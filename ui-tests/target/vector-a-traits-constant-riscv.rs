// target: riscv32imac-unknown-none-elf features: unsafe-assume-single-core; expect only: no variant named `memcpy` found for enum
// riscv-rt's attribute takes any value of the enum's type, and makes a symbol of its name: a local trait's constant would let safe code export `memcpy`.

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

mod irq {
    trait Constant {
        #[allow(non_upper_case_globals)]
        const memcpy: super::device::Interrupt;
    }
    impl Constant for super::device::Interrupt {
        const memcpy: Self = Self::MachineTimer;
    }

    irqshare::handlers! {
        device: super::device;
        fn memcpy(isr) {}
    }
}
