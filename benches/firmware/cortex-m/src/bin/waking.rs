//! The waiting types, on a Cortex-M.
#![no_std]
#![no_main]

#[macro_use]
#[path = "../../../parts.rs"]
mod parts;
#[macro_use]
#[path = "../machine.rs"]
mod machine;
#[path = "../../../waking/mod.rs"]
mod waking;

use cortex_m_rt as _;

irqshare::main! {
    fn main(main) {
        waking::lines::enable(main);
        machine::run(waking::rows::all);
    }
}
