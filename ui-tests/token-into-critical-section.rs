// As `token-as-critical-section`: where the two aren't the same proof there is no conversion either.

use core::cell::Cell;
use critical_section::Mutex;

static A: Mutex<Cell<u32>> = Mutex::new(Cell::new(0));

fn body() {
    irqshare::interrupts::free(|cs| A.borrow(cs.into()).set(1));
}

fn main() {}
