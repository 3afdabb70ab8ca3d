// target: avr-none features: none; expect only: `critical_section::CriticalSection<'_>` doesn't prove that everything is masked
// expect: `critical_section::CriticalSection<'_>` doesn't prove that the handlers of a `Shared` are off
// expect: the trait bound `critical_section::CriticalSection<'_>: From<irqshare::CriticalSection<'_>>` is not satisfied
// The program's critical-section may be anything, SREG.I or not: a handler that it lets through would meet main's `&mut`.

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
static OTHERS: critical_section::Mutex<Cell<u32>> = critical_section::Mutex::new(Cell::new(0));

pub fn body(main: &mut irqshare::Main) {
    critical_section::with(|cs| MUTEX.borrow(cs).set(1));
    critical_section::with(|cs| SHARED.lock_in(main, cs, |value| *value += 1));
    irqshare::interrupts::free(|cs| OTHERS.borrow(cs.into()).set(1));
}
