//! The emulated interrupt machine: `cargo test` on a host that tries every arrival of every interrupt, against the very statics and handlers that
//! go into the firmware. Feature `model`.
//!
//! **Context**: hosts only, and inside [`check`] or [`run`], on the thread that runs it: with this feature, a cell that is used elsewhere panics. **Cost**: none
//! in firmware, which has nothing of it.
//!
//! A handler on one core preempts at a point, runs to its end, and nests last in, first out. So the model calls handlers on the same
//! stack, at every point where it matters: before each access to a cell, before each section, before a handler's end, while main sleeps, and when main has ended. What pends is taken
//! at the next of them, or a little [later](Setup::late), as on hardware. [`check`] explores all such schedules, depth first; with the same code it takes the same schedules in the same order.
//!
//! ```
//! use irqshare::{Global, model};
//!
//! irqshare::handlers! {
//!     device: irqshare::model::atmega328p;
//!     fn TIMER0_COMPA(isr) { TICKS.update(|ticks| ticks + 1) }
//! }
//! static TICKS: Global<u16> = Global::new(0);
//!
//! let setup = model::Setup::avr()
//!     .interrupts_on()
//!     .attach::<TIMER0_COMPA>(1) // fires at most once
//!     .reset(&TICKS, || 0xff); // before every run
//! let report = model::check(&setup, |_cpu, _main| {
//!     let ticks = TICKS.get();
//!     assert!(ticks == 0xff || ticks == 0x100, "torn: {ticks:#x}");
//! });
//! assert!(report.complete());
//! assert_eq!(report.schedules(), 3); // before the read, after it, never
//! ```
//!
//! [A guide](crate::guide::model) finds three bugs with it, step by step; [another](crate::guide::drivers) runs a UART's driver on simulated registers.
//!
//! # What it sees
//! - Accesses to the crate's cells, to [`Plain`], which does what a `static mut` or one field of it does
//!   ([`plain_field!`](crate::plain_field)), and to [`Register`]s. Other memory is invisible.
//! - With the feature `watch`, each load and store of a static, in code that knows nothing of this
//!   crate. [Test what you have](crate::guide::watch) says how.
//! - One core. Machine words are one byte on the emulated AVR and four elsewhere. A load on Cortex-M is
//!   eight, by `ldrd`.
//! - Interrupts that come by themselves, at most as often as `attach` says. What the program and devices
//!   make pending comes besides.
//!
//! [What it can't see](crate::guide::limits) has a page.
//!
//! # What a search runs
//! Schedules that differ only in the order of independent accesses (to different cells, or both reads) run once, so a search grows with the accesses that conflict, not with all of them.
//! [`Setup::every_order`] runs all; [`Setup::sample`] some, chosen by chance; [`Setup::parallel`] uses all cores. A search that isn't complete fails.
//!
//! What fails by itself is listed at [`FailureKind`]; what is looked for on request: [`Setup::atomicity`], [`Setup::together`], [`Setup::max_masked`], [`Setup::max_nesting`].
//!
//! # Pictures, and files for tools
//! A failure prints the schedule in lanes: who runs, who waits, who has masked whom, and each access with the value before and after. On a terminal it has colour
//! (`NO_COLOR`, or `IRQSHARE_COLOR=always` and `never`). `IRQSHARE_SVG=folder` draws it into a file as well, and `IRQSHARE_JSON=folder` writes each report and each failure
//! down for tools; [`Setup::svg`] and [`Setup::json`] do so for one check. [`Failure::json`] and [`Report::json`] say what the format is.
//!
//! # Replay
//! A failure prints a token, too. `IRQSHARE_REPLAY=token cargo test name_of_the_test` runs exactly that schedule again.
//!
//! # The sources
//! They have three floors, and each imports only what is below it (`tests/source_tree.rs` looks after that):
//! - the files of `src/model`: what a test writes. `Setup` describes the test to the engine, where types end: handlers are functions then, and cells are bytes. `explore` runs it,
//!   and has the outcome told;
//! - `report`: pictures, findings, failures, files: what is told of a check, by functions over what the engine recorded;
//! - `engine`: the emulated CPU and the search. The crate's cells and masks call its hooks, and know nothing else of the model.

mod allowed;
mod attach;
mod bits;
mod cpu;
mod device;
mod devices;
pub(crate) mod engine;
mod events;
pub(crate) mod explore;
mod field;
mod hardware;
mod held;
mod looked_for;
mod named;
mod options;
mod outputs;
mod pending;
mod plain;
mod register;
mod report;
mod reset;
mod setup;
mod together;
#[cfg(feature = "watch")]
mod watch;
mod wire;

pub use crate::arch::hosted::{Emulated, Neighbours};
pub use allowed::Allowed;
pub use cpu::{Cpu, cpu};
pub use devices::{atmega328p, lm3s6965};
pub use engine::{Device, FailureKind, Mutant, Order, Place};
pub use explore::{check, replay, run, try_check};
pub use held::Bits;
pub use named::Named;
pub use plain::Plain;
pub use register::Register;
pub use report::{Failure, Finding, Hint, MaskedStretch, Report};
pub use reset::Reset;
pub use setup::Setup;
pub use together::Together;
#[cfg(irqshare_watch)]
pub use watch::BusAccess;
#[cfg(feature = "watch")]
pub use watch::{C_HEADERS, unwatched};
pub use wire::Wire;
