// Main stored from `with` would be lent for good, beside what the next `with` lends.

use irqshare::{Main, MainHandle};

fn body(handle: MainHandle<'_>) {
    let mut kept: Option<&mut Main> = None;
    handle.with(|main| kept = Some(main));
    handle.with(|main| core::mem::swap(main, kept.unwrap()));
}

fn main() {}
