// target: riscv32imac-unknown-none-elf features: unsafe-assume-single-core; expect: builds
// That a name must be a variant doesn't shut out other ways to the enum: an alias, and a path out of a macro.

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

mod alias {
    pub type Interrupt = super::device::Interrupt;
}

mod irq {
    macro_rules! bound {
        ($($device:ident)::+) => {
            irqshare::handlers! {
                device: $($device)::+;
                fn MachineTimer(isr) {}
            }
        };
    }
    bound! { super::alias }
}
