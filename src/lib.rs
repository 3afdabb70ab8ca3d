// The README's chart, where its own link leads nowhere: the first definition of a link counts.
#![cfg_attr(doc, doc = include_str!("guide/cost_chart.md"))]
#![doc = include_str!("../README.md")]
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg), doc(auto_cfg = false))]
#![cfg_attr(target_arch = "avr", feature(asm_experimental_arch))]

#[cfg(irqshare_model)]
extern crate std;

#[macro_use]
mod word;

#[cfg(not(irqshare_handlers_on_mains_core))]
mod absent;
mod arch;
#[cfg_attr(docsrs, doc(cfg(any(target_arch = "avr", feature = "avr-devices"))))]
#[cfg(any(target_arch = "avr", not(target_os = "none")))]
// A `cfg` of its own, so that rustc's note names the feature.
#[cfg_attr(not(target_arch = "avr"), cfg(feature = "avr-devices"))]
pub mod avr;
mod ceiling;
mod context;
mod core_number;
mod entry;
mod global;
#[cfg(doc)]
pub mod guide;
mod handlers;
mod hooks;
mod integer;
mod interop;
pub mod interrupts;
#[cfg(irqshare_handlers_on_mains_core)]
mod lock_set;
pub mod mask;
#[cfg(irqshare_model)]
#[cfg_attr(docsrs, doc(cfg(feature = "model")))]
pub mod model;
#[cfg(irqshare_handlers_on_mains_core)]
mod moved;
mod mutex;
#[cfg(irqshare_handlers_on_mains_core)]
mod published;
#[cfg(irqshare_handlers_on_mains_core)]
mod shared;
mod shown;
mod token;
mod users;
mod values;
mod vector;
mod wait;

#[cfg(not(irqshare_handlers_on_mains_core))]
pub use absent::{Moved, Published, Shared};
#[cfg(any(irqshare_arch = "cortex_m", irqshare_arch = "hosted", irqshare_arch = "riscv"))]
#[cfg_attr(docsrs, doc(cfg(any(target_arch = "arm", target_arch = "riscv32", feature = "model"))))]
pub use arch::Line;
pub use ceiling::CeilingMutex;
pub use context::{Context, Isr, Main};
pub use core_number::CoreNumber;
pub use global::Global;
pub use integer::Integer;
#[cfg(irqshare_handlers_on_mains_core)]
#[cfg_attr(
    docsrs,
    doc(cfg(any(target_arch = "avr", target_arch = "arm", feature = "unsafe-assume-single-core")))
)]
pub use lock_set::LockSet;
#[cfg(irqshare_handlers_on_mains_core)]
#[cfg_attr(
    docsrs,
    doc(cfg(any(target_arch = "avr", target_arch = "arm", feature = "unsafe-assume-single-core")))
)]
pub use moved::Moved;
pub use mutex::IrqMutex;
#[cfg(irqshare_handlers_on_mains_core)]
#[cfg_attr(
    docsrs,
    doc(cfg(any(target_arch = "avr", target_arch = "arm", feature = "unsafe-assume-single-core")))
)]
pub use published::Published;

#[cfg(feature = "embassy-sync-08")]
pub use interop::{CeilingRawMutex, IrqRawMutex};
#[cfg(feature = "mutex-traits-1")]
pub use interop::{CeilingScopedRawMutex, IrqScopedRawMutex};
#[cfg(irqshare_handlers_on_mains_core)]
#[cfg_attr(
    docsrs,
    doc(cfg(any(target_arch = "avr", target_arch = "arm", feature = "unsafe-assume-single-core")))
)]
pub use shared::Shared;
pub use token::{CriticalSection, HandlersOff, SectionToken};
pub use users::{Admits, Vectors};
pub use vector::Vector;
pub use wait::{AtomicWaker, Event, MainHandle, Signal, Wait, WakerRegistration};
#[cfg(irqshare_switch)]
pub use wait::{SleepHooks, block_on, sleep_until, sleep_until_with};

/// What the macros expand to; not for use by hand.
#[doc(hidden)]
pub mod __private {
    #[allow(unused_imports, reason = "some architectures have nothing to add")]
    pub use crate::arch::bind::*;
    pub use crate::context::lend_main;
    pub use crate::values::Values;
    pub use core;
}
