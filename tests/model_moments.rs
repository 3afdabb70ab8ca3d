//! Moments that aren't accesses, and at which it counts all the same whether a handler came before: `interrupts::enable`, a line's `enable`. And schedules that
//! are searched with fewer arrivals, which must be the same decisions as without that bound; and an arrival that the reduced search must not leave out. (Found by
//! tests/packages/fuzz.)

#![allow(missing_docs)]

mod common;

use common::{A, B, HIGH, TOP, fails, irq, on, outcomes};
use irqshare::model::{self, FailureKind, Setup};
use irqshare::{Global, IrqMutex, interrupts, model::cpu};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Mutex;

static X: Global<u8> = Global::new(0);

/// By the reduced search, and by the other.
fn both(cpu: fn() -> Setup) -> [Setup; 2] {
    let setup = || cpu().interrupts_on().attach::<irq::A>(1).reset(&X, || 0);
    [setup(), setup().every_order()]
}

/// One instruction between `sei` and `sleep` is enough for the gap.
#[test]
fn a_look_at_the_mask_parts_sei_and_sleep() {
    on(A, || ());
    let asleep = |looks: bool| {
        let setup = Setup::avr().attach::<irq::A>(1);
        model::try_check(&setup, |cpu, _| {
            // SAFETY: no section is open.
            unsafe { interrupts::enable() };
            assert!(!looks || interrupts::are_enabled());
            cpu.sleep();
        })
    };
    assert!(asleep(false).is_ok());
    let failure = asleep(true).expect_err("the handler comes before the sleep");
    assert_eq!(failure.kind(), FailureKind::AsleepForEver, "{failure}");
}

/// What a handler masked before main turns interrupts on is undone; what it masks later isn't.
#[test]
fn a_handler_comes_before_interrupts_are_turned_on() {
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        for setup in both(cpu) {
            on(A, || {
                X.set(1);
                interrupts::disable();
            });
            let seen = outcomes(&setup, |_, _| {
                // SAFETY: no section is open.
                unsafe { interrupts::enable() };
                (X.get(), interrupts::are_enabled())
            });
            // Before: (1, true). Before the read: (1, false). At the end: (0, true).
            assert_eq!(seen, BTreeSet::from([(1, true), (1, false), (0, true)]));
        }
    }
}

/// `enable` looks whether the line is on, and a handler may have switched it on since the access before.
#[test]
fn a_handler_comes_before_enable_looks() {
    on(TOP, || {
        X.set(1);
        cpu().enable::<irq::A>();
    });
    on(A, || ());
    for setup in [Setup::cortex_m(), Setup::cortex_m().every_order()] {
        let setup = setup.attach::<irq::A>(1).attach::<irq::TOP>(1).reset(&X, || 0);
        let failure = fails(&setup, FailureKind::Panic, |_, main| {
            irq::TOP::enable(main);
            if X.get() == 0 {
                irq::A::enable(main);
            }
        });
        assert!(failure.message().contains("`A::enable`: the line is enabled already"), "{failure}");
    }
}

/// The shortest schedule is looked for with as few arrivals as will do. Its decisions are those of a run without that bound: else it doesn't fail again, and is called not deterministic.
#[test]
fn the_shortest_schedule_fails_again() {
    on(A, || ());
    on(B, || ());
    let setup = Setup::cortex_m().attach::<irq::A>(1).attach::<irq::B>(1).reset(&X, || 0);
    let body = |cpu: &model::Cpu, main: &mut irqshare::Main| {
        irq::A::enable(main);
        // Two points and no access between them: A is offered at the first alone.
        X.update(|x| {
            cpu.enable::<irq::B>();
            x
        });
        irq::B::enable(main);
    };
    let failure = fails(&setup, FailureKind::Panic, body);
    let token = failure.token().expect("a schedule fails");
    let again = model::replay(&setup, token, body).expect_err("it fails again");
    assert_eq!(again.kind(), FailureKind::Panic, "{again}");
}

/// TOP's borrow reads the slot as well as it may write it. So main, who fills it, makes TOP do something else from then on, and HIGH, in which TOP could have struck, too:
/// its arrival is searched again. (The reduced search missed `[0, 1]` after main's write, when A was attached as well.)
#[test]
fn what_is_lent_is_read_too() {
    static SLOT: IrqMutex<RefCell<Option<u8>>> = IrqMutex::new(RefCell::new(None));
    static SEEN: Mutex<Vec<u8>> = Mutex::new(Vec::new());
    fn see(value: u8) {
        SEEN.lock().unwrap().push(value);
    }
    on(A, || see(10 + X.get()));
    on(HIGH, || {
        see(20 + X.get());
        see(30 + X.get());
    });
    on(TOP, || {
        interrupts::free(|cs| SLOT.with(cs, |_| X.set(1)));
    });
    let runs = |setup: Setup| {
        let setup = setup.interrupts_on().attach::<irq::TOP>(1).attach::<irq::HIGH>(1).attach::<irq::A>(1);
        let setup = setup.reset(&X, || 0).reset(&SLOT, || RefCell::new(None));
        let mut seen = BTreeSet::new();
        let all = RefCell::new(&mut seen);
        let note = || {
            let mut values = std::mem::take(&mut *SEEN.lock().unwrap());
            values.sort_unstable();
            all.borrow_mut().insert(values);
        };
        let report = model::check(&setup, |_, _| {
            note(); // of the run before, with what came after its main
            interrupts::free(|cs| SLOT.put(cs, 0));
        });
        assert!(report.complete());
        note();
        seen
    };
    let all = runs(Setup::cortex_m().every_order());
    assert!(all.contains(&vec![20, 31]) && all.contains(&vec![11, 20, 31]));
    assert_eq!(runs(Setup::cortex_m()), all);
}
