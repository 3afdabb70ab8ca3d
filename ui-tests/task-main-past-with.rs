// Main returned from `with` would be lent for good, beside what the next `with` lends.

use irqshare::{Main, Task};

fn body(task: Task<'_>) -> &'static mut Main {
    task.with(|main| main)
}

fn main() {}
