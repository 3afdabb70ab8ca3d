// The README's chart, where its own link leads nowhere: the first definition of a link counts.
#![cfg_attr(doc, doc = include_str!("guide/cost_chart.md"))]
#![doc = include_str!("../README.md")]
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg), doc(auto_cfg = false))]
#![cfg_attr(target_arch = "avr", feature(asm_experimental_arch))]

#[cfg(irqshare_mask = "model")]
extern crate std;

#[cfg(not(irqshare_single_core))]
mod absent;
#[macro_use]
pub mod mask;

#[cfg(any(irqshare_cpu = "avr", irqshare_cpu = "host"))]
pub mod avr;
mod context;
mod global;
#[cfg(doc)]
pub mod guide;
mod handlers;
pub mod interrupts;
#[cfg(irqshare_mask = "model")]
#[cfg_attr(docsrs, doc(cfg(feature = "model")))]
pub mod model;
#[cfg(irqshare_single_core)]
mod moved;
mod mutex;
#[cfg(feature = "embassy-sync-08")]
mod raw_mutex;
#[cfg(feature = "mutex-traits-1")]
mod scoped_raw_mutex;
#[cfg(irqshare_single_core)]
mod shared;
mod shown;
mod token;
mod users;
mod wait;

#[cfg(not(irqshare_single_core))]
pub use absent::{Moved, Shared};
pub use context::{Context, Isr, Main};
pub use global::Global;
pub use handlers::Vector;
#[cfg(irqshare_single_core)]
#[cfg_attr(docsrs, doc(cfg(any(target_arch = "avr", feature = "unsafe-assume-single-core"))))]
pub use moved::Moved;
pub use mutex::IrqMutex;

#[cfg(feature = "embassy-sync-08")]
#[cfg_attr(docsrs, doc(cfg(feature = "embassy-sync-08")))]
pub use raw_mutex::IrqRawMutex;
#[cfg(feature = "mutex-traits-1")]
#[cfg_attr(docsrs, doc(cfg(feature = "mutex-traits-1")))]
pub use scoped_raw_mutex::IrqScopedRawMutex;
#[cfg(irqshare_single_core)]
#[cfg_attr(docsrs, doc(cfg(any(target_arch = "avr", feature = "unsafe-assume-single-core"))))]
pub use shared::{LockSet, Shared};
pub use token::{CriticalSection, HandlersOff, SectionToken};
pub use users::{Admits, Vectors};
pub use wait::{AtomicWaker, Event, MainHandle, Signal, Wait, WakerRegistration};
#[cfg(irqshare_switch)]
pub use wait::{block_on, sleep_until};

/// What the macros expand to; not for use by hand.
#[doc(hidden)]
pub mod __private {
    pub use crate::context::lend_main;
    pub use crate::handlers::Values;
    #[allow(unused_imports, reason = "some targets have nothing to add")]
    pub use crate::mask::bind::*;
    pub use core;
}
