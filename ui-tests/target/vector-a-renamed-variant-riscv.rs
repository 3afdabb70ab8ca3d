// target: riscv32imac-unknown-none-elf features: unsafe-assume-single-core; expect: expected type, found module `super::alias::Interrupt`
// A module in place of the enum, in which a variant has another name, which would become a symbol.

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
    #[allow(non_snake_case)]
    pub mod Interrupt {
        pub use super::super::device::Interrupt::MachineTimer as memcpy;
    }
}

mod irq {
    irqshare::handlers! {
        device: super::alias;
        fn memcpy(isr) {}
    }
}
