// A token that the look stores would prove that interrupts are off when they are on.

use irqshare::{CriticalSection, IrqMutex, Main, sleep_until};

static A: IrqMutex<u32> = IrqMutex::new(0);

fn body(main: &mut Main) {
    let mut kept: Option<CriticalSection> = None;
    sleep_until(main, |_, cs| {
        kept = Some(cs);
        Some(())
    });
    A.borrow(kept.unwrap());
}

fn main() {}
