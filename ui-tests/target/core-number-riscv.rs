// target: riscv32imac-unknown-none-elf features: none; expect only: on RISC-V handlers don't ask for their core
// Nothing asks there: the name alone would promise what isn't so.

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
        core: super::Sio;
        fn MachineTimer(isr) {}
    }
}
