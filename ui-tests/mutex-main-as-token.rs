// Being main doesn't hold handlers off: `&mut Main` is no token.

use irqshare::{IrqMutex, Main};

static A: IrqMutex<u32> = IrqMutex::new(0);

fn body(main: &mut Main) {
    let _ = A.borrow(main);
}

fn main() {}
