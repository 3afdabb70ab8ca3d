//! Loops that wait for a handler end, and those that nothing ends are told.

mod common;

use common::{fails, one, passes};
use irqshare::model::{FailureKind::Endless, Setup};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use watched::c::{spins, work_comes};

static FLAG: AtomicBool = AtomicBool::new(false);

#[test]
fn a_wait_for_an_atomic_ends() {
    passes(&one(Setup::cortex_m(), || FLAG.store(true, SeqCst)), |_, _| while !FLAG.load(SeqCst) {});
}

#[test]
fn a_wait_for_a_static_mut_ends() {
    static mut READY: bool = false;
    passes(&one(Setup::avr(), || unsafe { READY = true }), |_, _| {
        while !unsafe { (&raw const READY).read_volatile() } {
            core::hint::spin_loop();
        }
    });
}

#[test]
fn a_wait_in_c_ends() {
    passes(&one(Setup::riscv(), || work_comes()), |_, _| spins());
}

#[test]
fn a_wait_for_nothing_is_endless() {
    let setup = one(Setup::cortex_m(), || FLAG.store(false, SeqCst)).longest(1_000);
    fails(&setup, Endless, |_, _| while !FLAG.load(SeqCst) {});
}

/// A wait with the handler masked can't end.
#[test]
fn a_wait_in_a_section_is_endless() {
    let setup = one(Setup::cortex_m(), || FLAG.store(true, SeqCst)).longest(1_000);
    fails(&setup, Endless, |_, _| critical_section::with(|_| while !FLAG.load(SeqCst) {}));
}
