//! What needs handlers that preempt each other, on a Cortex-M.
#![no_std]
#![no_main]

#[macro_use]
#[path = "../../../parts.rs"]
mod parts;
#[macro_use]
#[path = "../machine.rs"]
mod machine;
#[path = "../../../nested/mod.rs"]
mod nested;

use cortex_m_rt as _;

irqshare::main! {
    fn main(main) {
        nested::lines::enable(main);
        machine::run(nested::rows::all);
    }
}
