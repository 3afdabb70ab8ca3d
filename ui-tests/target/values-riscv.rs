// target: riscv32imac-unknown-none-elf features: unsafe-assume-single-core; expect only: irqshare: RISC-V enables core interrupts in mie, and a PLIC's sources in the PLIC, so no value can move along: write `fn UART0(isr) { .. }` and keep the value in a `Moved<T, UART0>`
// A source has no `enable` here, with which the value would come.

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
        fn UART0(isr, led: &mut bool) {}
    }
}
