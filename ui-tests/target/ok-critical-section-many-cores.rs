// target: thumbv7m-none-eabi features: none; expect: builds
// Without the promise of one core the program's critical-section is the mask, so the two tokens are one proof.

#![deny(warnings)]

use core::cell::Cell;

static MUTEX: irqshare::IrqMutex<Cell<u32>> = irqshare::IrqMutex::new(Cell::new(0));
static GLOBAL: irqshare::Global<[u32; 3]> = irqshare::Global::new([0; 3]);
static OTHERS: critical_section::Mutex<Cell<u32>> = critical_section::Mutex::new(Cell::new(0));

pub fn body() {
    critical_section::with(|cs| MUTEX.borrow(cs).set(GLOBAL.get_in(cs)[0]));
    irqshare::interrupts::free(|cs| OTHERS.borrow(cs.into()).set(1));
}
