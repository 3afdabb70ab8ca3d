// Main given out of the look would be there twice: once more by the one who sleeps.

use irqshare::{Main, sleep_until};

fn body(main: &mut Main) {
    let again = sleep_until(main, |main, _| Some(main));
    core::mem::swap(main, again);
}

fn main() {}
