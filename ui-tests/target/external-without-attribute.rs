// target: riscv32imac-unknown-none-elf features: unsafe-assume-single-core; expect: the trait bound `ExternalInterrupt: CoreInterruptNumber` is not satisfied
// A PLIC's source is no core interrupt: the vector would be another's.

mod device {
    #[derive(Clone, Copy)]
    pub enum ExternalInterrupt {
        UART0 = 3,
    }
    // SAFETY: the numbers are those of the device.
    unsafe impl riscv_rt::InterruptNumber for ExternalInterrupt {
        const MAX_INTERRUPT_NUMBER: usize = 3;
        fn number(self) -> usize {
            self as usize
        }
        fn from_number(_: usize) -> riscv_rt::result::Result<Self> {
            Ok(Self::UART0)
        }
    }
    // SAFETY: the PLIC has it.
    unsafe impl riscv_rt::ExternalInterruptNumber for ExternalInterrupt {}
}

mod sources {
    pub use super::device::ExternalInterrupt as Interrupt;
}

mod irq {
    irqshare::handlers! {
        device: super::sources;
        fn UART0(isr) {}
    }
}
