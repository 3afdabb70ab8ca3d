// A thread would borrow what this core's section protects, while this core uses it.

use irqshare::{IrqMutex, interrupts};

static A: IrqMutex<u32> = IrqMutex::new(0);

fn body() {
    interrupts::free(|cs| {
        std::thread::scope(|scope| {
            scope.spawn(move || A.borrow(cs));
        });
    });
}

fn main() {}
