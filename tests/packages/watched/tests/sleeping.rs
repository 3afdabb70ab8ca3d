//! Main sleeps through the last wake-up when the handler comes between its look and its sleep.

mod common;

use common::{fails, one, passes};
use irqshare::model::{FailureKind::AsleepForEver, Setup};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use watched::c::*;

static mut PLAIN: bool = false;
static ATOMIC: AtomicBool = AtomicBool::new(false);

#[test]
fn a_wake_up_is_lost() {
    for machine in [Setup::avr, Setup::cortex_m, Setup::riscv] {
        fails(&one(machine(), || unsafe { PLAIN = true }), AsleepForEver, |cpu, _| {
            if !unsafe { PLAIN } {
                cpu.sleep();
            }
        });
        fails(&one(machine(), || ATOMIC.store(true, SeqCst)), AsleepForEver, |cpu, _| {
            while !ATOMIC.load(SeqCst) {
                cpu.sleep();
            }
        });
    }
}

/// On a Cortex-M and RISC-V `wfi` ends when something pends, masked or not.
#[test]
fn looking_and_sleeping_in_one_section_loses_nothing() {
    for machine in [Setup::cortex_m, Setup::riscv] {
        passes(&one(machine(), || ATOMIC.store(true, SeqCst)), |cpu, _| {
            let mut done = false;
            while !done {
                critical_section::with(|_| {
                    done = ATOMIC.load(SeqCst);
                    if !done {
                        cpu.sleep();
                    }
                });
            }
        });
    }
}

#[test]
fn sleeping_in_c() {
    fails(&one(Setup::avr(), || work_comes()), AsleepForEver, |_, _| waits_on_avr_badly());
    passes(&one(Setup::avr(), || work_comes()), |_, _| waits_on_avr());
    fails(&one(Setup::cortex_m(), || work_comes()), AsleepForEver, |_, _| waits_by_wfi_badly());
    passes(&one(Setup::cortex_m(), || work_comes()), |_, _| waits_by_wfi());
    // The end of each handler is an event, so the same loop is right with `wfe`.
    passes(&one(Setup::cortex_m(), || work_comes()), |_, _| waits_by_wfe());
}
