// target: riscv32imac-unknown-none-elf features: unsafe-assume-single-core; expect only: a handler doesn't take `#[inline]`
// expect: a handler doesn't take `#[no_mangle]`
// expect: a handler doesn't take `#[export_name = "memcpy"]`
// expect: a handler doesn't take `#[link_section = ".init"]`
// expect: a handler doesn't take `#[riscv_rt::core_interrupt(device::Interrupt::MachineTimer)]`
// A second name for the function would put it in another symbol's place, another attribute of riscv-rt would bind it twice.

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
    use super::device;
    irqshare::handlers! {
        device: device;

        #[inline]
        #[no_mangle]
        #[export_name = "memcpy"]
        #[link_section = ".init"]
        #[riscv_rt::core_interrupt(device::Interrupt::MachineTimer)]
        fn MachineTimer(isr) {}
    }
}
