//! This core's interrupt switch, for `interrupts` and `sleep_until`: of the CPU, whatever mask the cells use.

#[cfg(irqshare_mask = "model")]
pub(crate) use super::model::{are_enabled, disable, enable, sleep};
#[cfg(irqshare_cpu = "riscv")]
pub(crate) use super::mstatus::{are_enabled, disable, enable, sleep};
#[cfg(any(irqshare_cpu = "v6m", irqshare_cpu = "v7m"))]
pub(crate) use super::primask::{are_enabled, disable, enable, sleep};
#[cfg(irqshare_cpu = "avr")]
pub(crate) use super::sreg::{are_enabled, disable, enable, sleep};

/// Whether turning interrupts off is a critical section: not where a provider or a custom mask has more to hold off.
pub(crate) const IS_SECTION: bool = !cfg!(any(irqshare_mask = "provider", irqshare_mask = "custom"));
