// The program's critical-section may hold off less than `free`: a handler that it lets through would borrow the value, too.

use irqshare::IrqMutex;

static A: IrqMutex<u32> = IrqMutex::new(0);

fn body() {
    critical_section::with(|cs| *A.borrow(cs));
}

fn main() {}
