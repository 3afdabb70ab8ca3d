//! The handler stands in a library crate, and nothing refers to it: it must be in the vector table all the same.
#![no_std]
#![no_main]

use handlers as _;
use panic_halt as _;

irqshare::main! {
    fn main(_main) {}
}
