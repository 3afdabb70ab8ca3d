// Main stored from `with` would be lent for good, beside what the next `with` lends.

use irqshare::{Main, Task};

fn body(task: Task<'_>) {
    let mut kept: Option<&mut Main> = None;
    task.with(|main| kept = Some(main));
    task.with(|main| core::mem::swap(main, kept.unwrap()));
}

fn main() {}
