//! This core's interrupt switch: on, off, and which.
//!
//! These are for start-up. To protect data use [`free`](crate::free) or a cell: they restore what was there.

#[cfg(irqshare_mask = "model")]
pub use crate::mask::model::{are_enabled, disable, enable};
#[cfg(irqshare_cpu = "riscv")]
pub use crate::mask::mstatus::{are_enabled, disable, enable};
#[cfg(any(irqshare_cpu = "v6m", irqshare_cpu = "v7m"))]
pub use crate::mask::primask::{are_enabled, disable, enable};
#[cfg(irqshare_cpu = "avr")]
pub use crate::mask::sreg::{are_enabled, disable, enable};
