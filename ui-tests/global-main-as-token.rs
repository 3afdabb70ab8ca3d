// `Main` is no critical section: handlers would run in the middle of what masks nothing, and see half of it, or what they do would be lost.

use irqshare::{Global, Main};

static TICKS: Global<u64> = Global::new(0);

fn get(main: &mut Main) -> u64 {
    TICKS.get_in(main)
}

fn set(main: &mut Main) {
    TICKS.set_in(main, 1);
}

fn update(main: &mut Main) {
    TICKS.update_in(main, |ticks| ticks + 1);
}

fn replace(main: &mut Main) -> u64 {
    TICKS.replace_in(main, 1)
}

fn main() {}
