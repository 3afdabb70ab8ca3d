// target: riscv32imac-unknown-none-elf features: unsafe-assume-single-core; expect: call to unsafe function `__riscv_rt_MachineTimer` is unsafe
// riscv-rt's attribute leaves the handler's function at the level of items, where its module can name it. Called from main it would run beside main's locks, with a context that says otherwise.

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
    irqshare::handlers! {
        device: super::device;
        fn MachineTimer(isr) {}
    }

    pub fn from_main() {
        __riscv_rt_MachineTimer();
    }
}
