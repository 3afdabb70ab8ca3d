// `free` may hold off less than the program's critical-section (which may be a lock among threads or cores): whoever is inside of that would be met.

use core::cell::Cell;
use critical_section::Mutex;

static A: Mutex<Cell<u32>> = Mutex::new(Cell::new(0));

fn body() {
    irqshare::interrupts::free(|cs| A.borrow(cs).set(1));
}

fn main() {}
