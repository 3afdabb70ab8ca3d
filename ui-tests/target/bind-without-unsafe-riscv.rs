// target: riscv32imac-unknown-none-elf features: unsafe-assume-single-core; expect only: no rules expected `[`
// expect: no rules expected `[`
// What `handlers!` is made of, by hand, with the word `unsafe` left out: a handler that nothing checked, a vector of any priority.

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

irqshare::__irqshare_bind! { [device] [1] {[] [] [] []} MachineTimer (isr) {} }
irqshare::__irqshare_vector! { [] [] MachineSoft, 3, 1, 0 }
