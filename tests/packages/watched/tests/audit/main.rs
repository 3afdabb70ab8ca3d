//! Audited runs, which there are on x86-64.

#[cfg(target_arch = "x86_64")]
#[path = "../common/mod.rs"]
mod common;
#[cfg(target_arch = "x86_64")]
mod refused;

// What calls back needs what is called, elsewhere, too.
use irqshare as _;
