//! The cells and sections, on RISC-V.
#![no_std]
#![no_main]

#[macro_use]
#[path = "../../../parts.rs"]
mod parts;
#[macro_use]
#[path = "../machine.rs"]
mod machine;
#[path = "../../../cells/mod.rs"]
mod cells;

use riscv_rt as _;

irqshare::main! {
    fn main(_main) {
        machine::run(cells::rows::all);
    }
}
