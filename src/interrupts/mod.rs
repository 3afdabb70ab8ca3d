//! Interrupts off and on again: critical sections, and this core's switch.
//!
//! | to | take |
//! |---|---|
//! | run a closure with interrupts off | [`free`](free()) |
//! | turn them off here and restore them there | `save_and_disable` and `restore` |
//! | start a program, or stop it for good | `enable` and `disable` |
//!
//! [`free`](free()) is there in every build. The pair needs a mask that is a bit of the CPU, and the switch a CPU that irqshare knows. To share data, a cell is
//! mostly better than either, for it masks by itself and no more than it must.
//!
//! ```
//! use irqshare::{interrupts, model};
//!
//! model::check(&model::Setup::avr(), |_cpu, _main| {
//!     // .. timers and pins are set up ..
//!     assert!(!interrupts::are_enabled()); // off at reset, on AVR and RISC-V
//!     // SAFETY: no section and no lock is open, and what the handlers use is ready.
//!     unsafe { interrupts::enable() };
//!     assert!(interrupts::are_enabled());
//! });
//! ```

mod free;
#[cfg(irqshare_mask = "own")]
mod saved;
#[cfg(irqshare_switch)]
mod switch;

pub(crate) use free::Masked;
pub use free::free;
#[cfg(irqshare_mask = "own")]
pub use saved::{Saved, restore, save_and_disable};
#[cfg(irqshare_switch)]
pub use switch::{are_enabled, disable, enable};
