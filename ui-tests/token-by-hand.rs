// A token out of nothing would prove a section that nobody opened.

use irqshare::{CriticalSection, IrqMutex};

static A: IrqMutex<u32> = IrqMutex::new(0);

fn body() {
    A.borrow(CriticalSection::new());
}

fn main() {}
