//! What holds a handler off: critical-section's sections, C's blocks and registers.

mod common;

use common::{fails, one, passes};
use irqshare::model::{FailureKind::Panic, Setup};
use watched::c::*;

type Way = extern "C" fn() -> bool;

/// Two words that belong together, in Rust.
#[test]
fn a_section_of_critical_section_protects() {
    static mut PAIR: (u32, u32) = (0, 0);
    let adds = || unsafe {
        PAIR.0 += 1;
        PAIR.1 += 1;
    };
    let looks = || unsafe {
        let first = PAIR.0;
        assert_eq!(first, { PAIR.1 }, "torn");
    };
    for machine in [Setup::avr, Setup::cortex_m, Setup::cortex_m0, Setup::riscv] {
        fails(&one(machine(), adds), Panic, move |_, _| looks());
        passes(&one(machine(), adds), move |_, _| critical_section::with(|_| looks()));
        // The inner section doesn't end the outer one.
        passes(&one(machine(), adds), move |_, _| {
            critical_section::with(|_| {
                critical_section::with(|_| ());
                looks();
            });
        });
    }
}

fn check(machine: fn() -> Setup, right: &[(&'static str, Way)], wrong: &[(&'static str, Way)]) {
    let setup = |name| one(machine(), || store_pair()).named(name);
    for &(name, way) in right {
        passes(&setup(name), move |_, _| assert!(way(), "{name}"));
    }
    for &(name, way) in wrong {
        fails(&setup(name), Panic, move |_, _| assert!(way(), "{name}"));
    }
}

#[test]
fn sections_of_avr_libc() {
    check(
        Setup::avr,
        &[
            ("ATOMIC_RESTORESTATE", in_atomic_block),
            ("ATOMIC_FORCEON", in_atomic_block_forced),
            ("SREG", with_sreg),
        ],
        &[("no section", in_no_section), ("NONATOMIC_BLOCK", in_nonatomic_block)],
    );
}

/// Leaving a block by `return` restores, and SREG tells.
#[test]
fn sreg_is_the_mask() {
    let setup = one(Setup::avr(), || store_pair());
    passes(&setup, |_, _| {
        assert!(sreg_says());
        in_atomic_block();
        assert!(sreg_says());
        critical_section::with(|_| {
            assert!(!sreg_says());
            in_atomic_block();
            assert!(!sreg_says());
            with_sreg();
            assert!(!sreg_says());
            in_atomic_block_forced();
            assert!(sreg_says());
        });
    });
}

#[test]
fn sections_of_cmsis() {
    let machine = || Setup::cortex_m().priority_bits(4);
    check(
        machine,
        &[
            ("PRIMASK", with_primask),
            ("BASEPRI", with_basepri),
            ("NVIC", with_nvic),
            ("nested", in_section_of_another),
        ],
        &[("no section", in_no_section), ("ended", in_section_that_another_ends)],
    );
}

/// BASEPRI holds off what is at its level or below, and nothing above.
#[test]
fn basepri_has_levels() {
    let setup = |priority| {
        Setup::cortex_m()
            .priority_bits(4)
            .watch()
            .attach_fn("HANDLER", 7, priority, || store_pair(), 1)
            .interrupts_on()
    };
    passes(&setup(1), |_, _| assert!(with_basepri()));
    fails(&setup(2), Panic, |_, _| assert!(with_basepri()));
}

#[test]
fn requests_of_cmsis() {
    let setup = |name| {
        Setup::cortex_m().watch().attach_fn("HANDLER", 7, 1, || store_pair(), 0).interrupts_on().named(name)
    };
    passes(&setup("pended"), |_, _| assert!(pends_itself()));
}

/// The request that is taken back never fires, so the test says that this is meant.
#[test]
fn a_request_is_taken_back() {
    let setup = one(Setup::cortex_m(), || store_pair());
    // With one arrival of its own, which may fall anywhere: then the count differs, and that is
    // all.
    fails(&setup, Panic, |_, _| assert!(takes_back_a_request()));
}
