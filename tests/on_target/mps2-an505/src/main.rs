//! The sweep on Arm's MPS2 with the Cortex-M33 image AN505, as QEMU emulates it.
#![no_std]
#![no_main]

#[path = "../../contract/mod.rs"]
#[macro_use]
mod contract;
#[path = "../../boards/semihosting.rs"]
mod board;
#[path = "../../boards/spare_lines.rs"]
mod lines;

use cortex_m_rt as _;

const LINES: usize = 48;

mod device {
    pub use crate::lines::Interrupt;
    pub const NVIC_PRIO_BITS: u8 = 3;
}

vectors! { device: crate::device; low: IRQ26, high: IRQ27, urgent: IRQ28, carrier: IRQ40 }

irqshare::main! {
    fn main(main) {
        contract::run(main);
    }
}
