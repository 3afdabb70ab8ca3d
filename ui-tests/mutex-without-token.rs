// Without a critical section a handler could change the value under the reference.

use irqshare::IrqMutex;

static A: IrqMutex<u32> = IrqMutex::new(0);

fn body() {
    let _ = A.borrow();
}

fn main() {}
