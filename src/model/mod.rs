//! The emulated interrupt machine: `cargo test` on a host that tries every arrival of every interrupt, against the very statics and handlers that
//! go into the firmware. Feature `model`; hosts only.
//!
//! A handler on one core preempts at a point, runs to its end, and nests last in, first out. So the model calls handlers on the same
//! stack, at every point where it matters: before each access to a cell, at each unmasking, while main sleeps, and when main has ended. [`check`]
//! explores all such schedules, depth first; with the same code it takes the same schedules in the same order.
//!
//! ```
//! # mod device { #[derive(Clone, Copy)] pub enum Interrupt { TIMER0_COMPA = 14 } }
//! use irqshare::{Global, model};
//!
//! static TICKS: Global<u16> = Global::new(0);
//!
//! mod irq {
//!     irqshare::handlers! {
//!         device: super::device;
//!         fn TIMER0_COMPA(isr) { super::TICKS.update(|ticks| ticks + 1) }
//!     }
//! }
//!
//! # fn main() {
//! let setup = model::Setup::avr()
//!     .interrupts_on()
//!     .attach::<irq::TIMER0_COMPA>(1) // fires at most once
//!     .reset(&TICKS, || 0xff); // before every run
//! let report = model::check(&setup, |_cpu, _main| {
//!     let ticks = TICKS.get();
//!     assert!(ticks == 0xff || ticks == 0x100, "torn: {ticks:#x}");
//! });
//! assert!(report.complete());
//! assert_eq!(report.schedules(), 3); // before the read, after it, never
//! # }
//! ```
//!
//! # What it sees, and what it doesn't
//! - Accesses to the crate's cells, and to [`Plain`], which stands for a `static mut`. Other memory is invisible: a schedule that differs only in
//!   the order of accesses to it isn't tried.
//! - One core. For several cores through the provider, use loom.
//! - Machine words: on the emulated AVR one byte, elsewhere four (eight for a load on Cortex-M, by `ldrd`). The instructions themselves are the business of the
//!   tests on the target.
//! - Code that calls `critical_section::with` by itself masks on the model only with the feature `critical-section-impl` of this crate.
//! - Interrupts arrive at most as often as `attach` says. A bug that needs one more isn't found.
//!
//! # Long programs
//! The schedules grow with the accesses. [`Setup::reduced`] runs those that differ only in the order of independent accesses once, so they grow with the accesses that
//! conflict; see there for what it asks of the program.
//!
//! # Pictures, and files for tools
//! A failure prints the schedule in lanes: who runs, who waits, who has masked whom, and each access with the value before and after. On a terminal it has colour
//! (`NO_COLOR`, or `IRQSHARE_COLOR=always` and `never`). `IRQSHARE_SVG=folder` draws it into a file as well, and `IRQSHARE_JSON=folder` writes each report and each failure
//! down for tools; [`Setup::svg`] and [`Setup::json`] do so for one check. [`Failure::json`] and [`Report::json`] say what the format is.
//!
//! # Replay
//! A failure prints a token, too. `IRQSHARE_REPLAY=token cargo test name_of_the_test` runs exactly that schedule again.

mod cells;
mod colour;
mod cpu;
mod event;
mod explore;
mod failure;
mod files;
mod finding;
mod footprint;
mod fork;
mod json;
mod lanes;
pub(crate) mod machine;
mod options;
mod parallel;
mod path;
mod picture;
mod plain;
mod progress;
mod quiet;
mod register;
mod report;
mod reset;
mod sampler;
mod schedule;
mod search;
mod setup;
mod shorten;
mod sources;
mod svg;
mod token;
pub(crate) mod value;

pub use crate::mask::bind::Line;
pub use cpu::{Cpu, cpu};
pub use explore::{check, replay, run, try_check};
pub use failure::{Failure, FailureKind};
pub use finding::{Allowed, Finding, Order};
pub use machine::{Device, Wire};
pub use plain::{Bits, Plain};
pub use register::Register;
pub use report::{MaskedStretch, Report};
pub use reset::Reset;
pub use setup::{Mutant, Setup};
