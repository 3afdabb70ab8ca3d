//! The provider's mask by itself, on a plain host, with an implementation that counts. (The cells of a host test are the model's; those of several cores
//! are in loom.rs.)

#![cfg(not(feature = "critical-section-impl"))]
#![allow(missing_docs)]

use irqshare::mask::{Mask, Provider};
use std::sync::Mutex;
use std::sync::atomic::{AtomicI32, AtomicU32, Ordering::SeqCst};

static DEPTH: AtomicI32 = AtomicI32::new(0);
static ACQUIRED: AtomicU32 = AtomicU32::new(0);
/// The tests share the counters.
static TURN: Mutex<()> = Mutex::new(());

struct Counting;
critical_section::set_impl!(Counting);

// SAFETY: it protects nothing, and nothing here needs it.
unsafe impl critical_section::Impl for Counting {
    unsafe fn acquire() -> critical_section::RawRestoreState {
        DEPTH.fetch_add(1, SeqCst);
        ACQUIRED.fetch_add(1, SeqCst);
    }

    unsafe fn release((): critical_section::RawRestoreState) {
        DEPTH.fetch_sub(1, SeqCst);
    }
}

/// Catches an `acquire` or a `release` that doesn't reach the provider, or reaches it twice.
#[test]
fn acquire_and_release_are_the_providers() {
    let _turn = TURN.lock();
    let before = ACQUIRED.load(SeqCst);
    // SAFETY: released below, last in, first out.
    let outer = unsafe { Provider::acquire() };
    assert_eq!(DEPTH.load(SeqCst), 1);
    // SAFETY: as above.
    let inner = unsafe { Provider::acquire() };
    assert_eq!(DEPTH.load(SeqCst), 2);
    // SAFETY: from the matching `acquire`.
    unsafe { Provider::release(inner) };
    assert_eq!(DEPTH.load(SeqCst), 1);
    // SAFETY: as above.
    unsafe { Provider::release(outer) };
    assert_eq!((DEPTH.load(SeqCst), ACQUIRED.load(SeqCst) - before), (0, 2));
}

/// Catches the model masking through the provider: with `model`, the emulated CPU is the mask, and the host's sections stay as they were.
#[test]
fn the_model_leaves_the_provider_alone() {
    let _turn = TURN.lock();
    let before = ACQUIRED.load(SeqCst);
    irqshare::model::check(&irqshare::model::Setup::avr(), |_, _| irqshare::interrupts::free(|_| ()));
    assert_eq!(ACQUIRED.load(SeqCst), before);
}
