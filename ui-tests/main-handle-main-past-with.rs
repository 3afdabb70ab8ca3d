// Main returned from `with` would be lent for good, beside what the next `with` lends.

use irqshare::{Main, MainHandle};

fn body(handle: MainHandle<'_>) -> &'static mut Main {
    handle.with(|main| main)
}

fn main() {}
