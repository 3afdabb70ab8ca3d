//! This core's interrupt switch: on, off, and which.
//!
//! These are for start-up. To protect data use [`free`](crate::free) or a cell: they restore what was there.
//!
//! ```
//! # use irqshare::{interrupts, model};
//! # model::check(&model::Setup::avr(), |_cpu, _main| {
//! // .. timers and pins are set up ..
//! assert!(!interrupts::are_enabled()); // off at reset, on AVR and RISC-V
//! // SAFETY: no section and no lock is open, and what the handlers use is ready.
//! unsafe { interrupts::enable() };
//! assert!(interrupts::are_enabled());
//! # });
//! ```

pub use crate::arch::switch::{are_enabled, disable, enable};
