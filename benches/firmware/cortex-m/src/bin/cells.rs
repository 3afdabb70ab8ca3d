//! The cells and sections, on a Cortex-M.
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

use cortex_m_rt as _;

irqshare::main! {
    fn main(main) {
        cells::lines::enable(main);
        machine::run(cells::rows::all);
    }
}
