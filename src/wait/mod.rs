//! Waiting for a handler: blocking ([`sleep_until`]) or in a task ([`Event`], [`Signal`], [`WakerRegistration`], [`AtomicWaker`]).
//!
//! Contract of all that hold a waker: no waker is cloned, dropped or woken while the crate's own section is open, so neither its cost nor what it calls
//! back stands in one; a waker that another replaces is woken, not lost; and a [`Wait`] that is dropped takes its waker along.

mod atomic_waker;
#[cfg(irqshare_switch)]
mod block_on;
mod event;
mod guarded;
mod latch;
mod main_handle;
mod registration;
mod signal;
#[cfg(irqshare_switch)]
mod sleep;

pub use atomic_waker::AtomicWaker;
#[cfg(irqshare_model)]
pub(crate) use block_on::WOKEN;
#[cfg(irqshare_switch)]
pub use block_on::block_on;
pub use event::Event;
pub(crate) use latch::Await;
pub use latch::Wait;
pub use main_handle::MainHandle;
pub use registration::WakerRegistration;
pub use signal::Signal;
#[cfg(irqshare_switch)]
pub use sleep::{SleepHooks, sleep_until, sleep_until_with};
