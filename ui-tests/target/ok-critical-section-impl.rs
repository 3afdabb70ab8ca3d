// target: thumbv7m-none-eabi features: critical-section-impl,unsafe-assume-single-core; expect: builds
// Where the program's critical-section is the crate's own, the two tokens are one proof.

#![deny(warnings)]

use core::cell::Cell;

pub mod device {
    pub const NVIC_PRIO_BITS: u8 = 3;
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
    // SAFETY: the numbers are those of the device.
    unsafe impl cortex_m::interrupt::InterruptNumber for Interrupt {
        fn number(self) -> u16 {
            self as u16
        }
    }
}

static SHARED: irqshare::Shared<u32, irq::UART0> = irqshare::Shared::new(0);

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) { *super::SHARED.get_mut(isr) += 1 }
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
