// target: riscv32imac-unknown-none-elf features: unsafe-assume-single-core; expect: the device has no priority 2 (handler `UART0`)
// A PLIC's priorities order what waits, and preempt nothing.

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

mod irq {
    irqshare::handlers! {
        device: super::device;
        attribute: riscv_rt::external_interrupt;
        #[priority(2)]
        fn UART0(isr) {}
    }
}
