// target: riscv32imac-unknown-none-elf features: unsafe-assume-single-core; expect: the device has no priority 2 (handler `MachineTimer`)
// Core interrupts don't preempt each other on RISC-V: a second priority would promise what the hardware doesn't do.

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
        #[priority(2)]
        fn MachineTimer(isr) {}
    }
}
