//! How a target puts a handler into its vector's slot: the halves of `handlers!` and `main!` that differ.
//!
//! Each file defines `__irqshare_bind!` (a handler), `__irqshare_bind_values!` (a handler that values move into) and
//! `__irqshare_exception!`; `main.rs` defines `__irqshare_main!`. Bodies stand in a safe function inside the trampoline, so that unsafe
//! operations in them still want `unsafe`; trampolines are `unsafe` and can't be named from outside.

#[cfg(any(irqshare_cpu = "v6m", irqshare_cpu = "v7m"))]
#[path = "cortex_m.rs"]
mod arm;
#[cfg(irqshare_cpu = "avr")]
mod avr;
#[cfg(all(any(irqshare_cpu = "host", irqshare_cpu = "other"), not(irqshare_mask = "model")))]
mod host;
#[cfg(any(irqshare_cpu = "v6m", irqshare_cpu = "v7m", irqshare_mask = "model"))]
mod line;
mod main;
#[cfg(irqshare_mask = "model")]
mod model;
#[cfg(irqshare_cpu = "riscv")]
mod riscv;

#[cfg(irqshare_mask = "model")]
pub use crate::mask::model::{Line, disable_line as disable, enable_line as enable, pend};
#[cfg(any(irqshare_cpu = "v6m", irqshare_cpu = "v7m"))]
pub use crate::mask::nvic::{
    Line, Numbered, Pac, bound_exception, bound_line, disable, enable, number_of, pend, pend_pendsv,
    pend_systick, without_values,
};
#[cfg(not(irqshare_cpu = "host"))]
pub use crate::mask::start::before_main;
#[cfg(irqshare_mask = "model")]
pub use crate::model::explore::run_main;
#[cfg(irqshare_cpu = "avr")]
pub use avr::LAST_UNMASKABLE;
#[cfg(all(irqshare_cpu = "host", not(irqshare_mask = "model")))]
pub use host::called_once;
#[cfg(any(irqshare_cpu = "v6m", irqshare_cpu = "v7m", irqshare_mask = "model"))]
pub use line::Refusal;
