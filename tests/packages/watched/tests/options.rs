//! What else a check can do, of watched code.

mod common;

use common::{fails, one, passes};
use irqshare::model::FailureKind::{MaskedTooLong, Panic};
use irqshare::model::{self, Device, Setup, Wire};
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

static COUNT: AtomicU32 = AtomicU32::new(0);

fn adds() {
    COUNT.store(COUNT.load(SeqCst) + 1, SeqCst);
}

/// Both add; main looks whether the handler's was lost.
fn loses() {
    let before = COUNT.load(SeqCst);
    adds();
    assert!(COUNT.load(SeqCst) > before, "lost");
    critical_section::with(|_| assert!(COUNT.load(SeqCst) >= 1));
}

static BLOCK: [AtomicU32; 16] = [const { AtomicU32::new(0) }; 16];

#[test]
fn all_ways_to_search_find_the_same() {
    let setup = || one(Setup::cortex_m(), adds);
    let reduced = passes(&setup(), |_, _| loses()).schedules();
    let every = passes(&setup().every_order(), |_, _| loses()).schedules();
    let parallel = passes(&setup().parallel(), |_, _| loses()).schedules();
    assert_eq!(parallel, reduced);
    assert!(every >= reduced && reduced > 3, "{every} {reduced}");
    let exact = |_: &_, _: &mut _| {
        adds();
        critical_section::with(|_| BLOCK[0].store(COUNT.load(SeqCst), SeqCst));
        assert_ne!(BLOCK[0].load(SeqCst), 2, "both came");
    };
    for setup in [setup(), setup().every_order(), setup().parallel(), setup().sample(200, 1)] {
        let failure = fails(&setup, Panic, exact);
        let token = failure.token().expect("it has a schedule");
        let again = model::replay(&setup, token, exact).expect_err("the same");
        assert_eq!((again.kind(), again.message()), (Panic, failure.message()));
    }
}

#[test]
fn a_section_may_be_too_long() {
    let body = |_: &_, _: &mut _| {
        critical_section::with(|_| BLOCK.iter().for_each(|word| word.store(1, SeqCst)));
    };
    passes(&one(Setup::cortex_m(), adds).max_masked_for_fn("HANDLER", 16), body);
    let failure = fails(&one(Setup::cortex_m(), adds).max_masked_for_fn("HANDLER", 15), MaskedTooLong, body);
    assert!(failure.message().contains("options.rs"), "{}", failure.message());
}

/// A live run is watched, too, and undone.
#[test]
fn a_live_run() {
    let machine = Setup::cortex_m().watch().attach_fn("TICK", 15, 1, adds, 0).interrupts_on();
    let timer = |wire: &Wire| {
        if wire.asleep() {
            model::cpu().named("TICK").pend();
        }
        Device::Running
    };
    for _ in 0..2 {
        model::run(&machine, timer, |cpu, _| {
            while COUNT.load(SeqCst) < 5 {
                cpu.sleep();
            }
            assert_eq!(COUNT.load(SeqCst), 5);
        });
    }
}
