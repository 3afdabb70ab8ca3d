// `Main` is no critical section: handlers would run in the middle of an update that masks nothing, and what they do would be lost.

use irqshare::{Global, Main};

static TICKS: Global<u32> = Global::new(0);

fn careless(main: &mut Main) {
    TICKS.update_in(main, |ticks| ticks + 1);
}

fn main() {}
