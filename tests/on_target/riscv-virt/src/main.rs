//! The sweep on RISC-V, on QEMU's board `virt`.
#![no_std]
#![no_main]

#[path = "../../contract/mod.rs"]
#[macro_use]
mod contract;

use riscv_rt as _;

#[path = "../../boards/semihosting.rs"]
mod semihosting;

mod board {
    pub use crate::semihosting::{exit, put};
    /// Where the timer is.
    pub const CLINT: usize = 0x200_0000;
}

vectors! { device: riscv::interrupt; low: MachineTimer, high: MachineSoft }

irqshare::main! {
    fn main(main) {
        contract::run(main);
    }
}
