//! This core's interrupt switch, for `interrupts`: of the CPU, whatever mask the cells use.

#[cfg(irqshare_mask = "model")]
pub use super::model::{are_enabled, disable, enable};
#[cfg(irqshare_cpu = "riscv")]
pub use super::mstatus::{are_enabled, disable, enable};
#[cfg(any(irqshare_cpu = "v6m", irqshare_cpu = "v7m"))]
pub use super::primask::{are_enabled, disable, enable};
#[cfg(irqshare_cpu = "avr")]
pub use super::sreg::{are_enabled, disable, enable};
