// target: riscv32imac-unknown-none-elf features: critical-section-impl,unsafe-assume-single-core; expect: builds
// Where the program's critical-section is the crate's own, the two tokens are one proof.

#![deny(warnings)]

use core::cell::Cell;

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

static SHARED: irqshare::Shared<u32, irq::MachineTimer> = irqshare::Shared::new(0);

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn MachineTimer(isr) { *super::SHARED.get_mut(isr) += 1 }
    }
}

static MUTEX: irqshare::IrqMutex<Cell<u32>> = irqshare::IrqMutex::new(Cell::new(0));
static GLOBAL: irqshare::Global<[u32; 3]> = irqshare::Global::new([0; 3]);
static OTHERS: critical_section::Mutex<Cell<u32>> = critical_section::Mutex::new(Cell::new(0));

pub fn body(main: &mut irqshare::Main) {
    critical_section::with(|cs| {
        MUTEX.borrow(cs).set(GLOBAL.get_in(cs)[0]);
        SHARED.lock_in(main, cs, |value| *value += 1);
    });
    irqshare::interrupts::free(|cs| OTHERS.borrow(cs.into()).set(1));
}
