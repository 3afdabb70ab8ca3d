// target: riscv32imac-unknown-none-elf features: unsafe-assume-single-core; expect: call to unsafe function `__riscv_rt_UART0` is unsafe
// riscv-rt's attribute leaves the handler's function at the level of items, where its module can name it. Called from main it would run beside main's locks, with a context that says otherwise.

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
        fn UART0(isr) {}
    }

    pub fn from_main() {
        __riscv_rt_UART0();
    }
}
