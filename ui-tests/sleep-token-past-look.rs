// A token that is given out of the look would prove that interrupts are off when they are on.

use irqshare::{CriticalSection, Main, sleep_until};

fn body(main: &mut Main) -> CriticalSection<'static> {
    sleep_until(main, |_, cs| Some(cs))
}

fn main() {}
