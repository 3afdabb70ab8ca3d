//! An update of several accesses can be struck between them; one access that reads and writes
//! can't.

mod common;

use common::{fails, one, passes};
use irqshare::model::{FailureKind::Panic, Setup};
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

/// Both contexts add one: three machines, with `COUNT += 1` on a `static mut`.
#[test]
fn a_static_mut_loses_an_update() {
    static mut COUNT: u32 = 0;
    static mut HANDLED: bool = false;
    let adds = || unsafe {
        COUNT += 1;
        HANDLED = true;
    };
    for machine in [Setup::avr(), Setup::cortex_m(), Setup::riscv()] {
        fails(&one(machine, adds), Panic, |_, _| unsafe {
            COUNT += 1;
            let handled = HANDLED;
            assert!(!handled || COUNT == 2, "lost");
        });
    }
}

static SHARED: AtomicU32 = AtomicU32::new(0);
static HANDLED: AtomicU32 = AtomicU32::new(0);

fn adds() {
    SHARED.fetch_add(1, SeqCst);
    HANDLED.fetch_add(1, SeqCst);
}

fn nothing_is_lost(mine: u32) {
    // What the handler counted can only have become more since.
    let handled = HANDLED.load(SeqCst);
    assert!(SHARED.load(SeqCst) >= mine + handled, "lost");
}

/// `fetch_add` is one access.
#[test]
fn fetch_add_loses_nothing() {
    passes(&one(Setup::cortex_m(), adds), |_, _| {
        SHARED.fetch_add(1, SeqCst);
        nothing_is_lost(1);
    });
}

/// A load and a store of an atomic are two.
#[test]
fn load_and_store_of_an_atomic_lose_an_update() {
    fails(&one(Setup::cortex_m(), adds), Panic, |_, _| {
        SHARED.store(SHARED.load(SeqCst) + 1, SeqCst);
        nothing_is_lost(1);
    });
}

/// A loop with `compare_exchange` loses nothing, although it may go round again.
#[test]
fn compare_exchange_loses_nothing() {
    passes(&one(Setup::cortex_m(), adds), |_, _| {
        let mut now = SHARED.load(SeqCst);
        while let Err(other) = SHARED.compare_exchange_weak(now, now + 1, SeqCst, SeqCst) {
            now = other;
        }
        nothing_is_lost(1);
    });
}

/// The same in C: `count++`, that of an `_Atomic`, and CMSIS's exclusives.
#[test]
fn c_counts() {
    use watched::c::*;
    let body = |count: extern "C" fn(), counts: extern "C" fn() -> u32| {
        move |_: &irqshare::model::Cpu, _: &mut irqshare::Main| {
            count();
            let handled = handler_has_counted();
            assert!(!handled || counts() == 2, "lost");
        }
    };
    let setup = |count: extern "C" fn()| {
        one(Setup::cortex_m(), move || {
            count();
            handler_counts();
        })
    };
    fails(&setup(count_plain), Panic, body(count_plain, plain_counts));
    passes(&setup(count_atomic), body(count_atomic, atomic_counts));
    passes(&setup(count_exclusive), body(count_exclusive, exclusive_counts));
}

/// Two flags of one byte: to set one is to load and store both. gcc tells of the store alone, as
/// `irqshare.h` and the page of limits say, so there the check doesn't see it: catches a gcc that
/// tells more, of which those should say so.
#[test]
fn bit_fields_lose_an_update() {
    use watched::c::{bits_are_set, set_handler_s_bit, set_main_s_bit};
    let setup = one(Setup::cortex_m(), || set_handler_s_bit());
    let body = |_: &_, _: &mut _| {
        set_main_s_bit();
        assert!(bits_are_set(), "lost");
    };
    if cfg!(clang) {
        fails(&setup, Panic, body);
    } else {
        passes(&setup, body);
    }
}

/// A handler that changes a value and changes it back: `strex` fails, a comparison wouldn't.
#[test]
fn exclusives_have_no_aba() {
    use watched::c::{exclusive_store_after_aba, there_and_back};
    passes(&one(Setup::cortex_m(), || there_and_back()), |_, _| {
        assert!(exclusive_store_after_aba(), "a store passed that hardware refuses");
    });
}
