// target: avr-none features: critical-section-impl; expect: builds
// Where the program's critical-section is the crate's own, the two tokens are one proof.

#![deny(warnings)]
#![feature(abi_avr_interrupt, asm_experimental_arch)]

use core::cell::Cell;

static SHARED: irqshare::Shared<u32, irq::TIMER0_COMPA> = irqshare::Shared::new(0);

mod irq {
    irqshare::handlers! {
        device: irqshare::avr::atmega328p;
        fn TIMER0_COMPA(isr) { *super::SHARED.get_mut(isr) += 1 }
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
