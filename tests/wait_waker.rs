//! `AtomicWaker` and `WakerRegistration`: who registers and then looks is woken for what comes after the look; who is replaced is woken; nobody's code runs in a
//! section of the crate's.

#![allow(missing_docs)]

mod common;

use common::{A, B, HIGH, catches, fired, irq, on, passes, waits_in_vain_unmasked, waker};
use irqshare::model::{FailureKind, Mutant, Setup};
use irqshare::{
    AtomicWaker, Global, Isr, Main, MainHandle, Shared, WakerRegistration, block_on, interrupts, sleep_until,
};
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::{Poll, Waker};

static WAKER: AtomicWaker = AtomicWaker::new();
static READY: Global<u8> = Global::new(0);
static STATE: Shared<State, (irq::A, irq::HIGH)> = Shared::new(State::NEW);

#[derive(Debug)]
struct State {
    happened: u32,
    waker: WakerRegistration,
}

impl State {
    const NEW: Self = Self { happened: 0, waker: WakerRegistration::new() };
}

fn with(cpu: Setup) -> Setup {
    waker::watched(cpu.every_order().interrupts_on())
        .reset(&WAKER, AtomicWaker::new)
        .reset(&READY, || 0)
        .reset(&STATE, || State::NEW)
}

fn flag_and_wake() {
    READY.update(|n| n + 1);
    WAKER.wake();
}

// ---- AtomicWaker ----

/// Register, then look, as its documentation says: no gap, for every firing there is, on every CPU, nested or not. Nothing masks in the mutant, where there
/// is one somewhere.
#[test]
fn register_then_look_has_no_gap() {
    for who in [A, HIGH] {
        on(who, flag_and_wake);
    }
    let body = |main: &mut Main, all| {
        block_on(main, |_| {
            poll_fn(move |cx| {
                WAKER.register(cx.waker());
                if READY.get() == all { Poll::Ready(()) } else { Poll::Pending }
            })
        });
        assert!(interrupts::are_enabled());
    };
    for (_, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(2).attach::<irq::HIGH>(1), |_, main| body(main, 3));
        waits_in_vain_unmasked(|| with(cpu()).attach::<irq::A>(1), |_, main| body(main, 1));
    }
}

/// Whoever registers is woken by the next `wake`, once; the one after it wakes nobody. A `register` of a new waker is two moments, a `wake` one.
#[test]
fn a_wake_takes_the_waker_out() {
    on(A, || WAKER.wake());
    for (name, cpu) in common::CPUS {
        let report = passes(&with(cpu()).attach::<irq::A>(2), |_, _| {
            waker::begin();
            WAKER.register(&waker::waker(0));
            WAKER.wake();
            assert_eq!((waker::woken(0), waker::alive(0)), (1, 0), "{name}: by A or by main");
        });
        // Four moments that matter (before and in the one, between, after the other), for none, one or two: as `one_vector_twice` in `model_counts.rs` with 3 accesses.
        assert_eq!(report.schedules(), 15, "{name}");
    }
}

/// The mutant: nothing masks, so a handler gets into the section of another context; the machine refuses what would be a second `&mut`.
#[test]
fn where_nothing_masks_two_contexts_change_the_place() {
    on(A, || WAKER.wake());
    for (_, cpu) in common::CPUS {
        let bodies: [fn(); 3] = [|| WAKER.register(Waker::noop()), || WAKER.wake(), || drop(WAKER.take())];
        for body in bodies {
            let setup = || with(cpu()).attach::<irq::A>(1);
            catches(setup, Mutant::MaskNothing, FailureKind::TwoReferences, |_, _| body());
        }
    }
}

/// Catches a replaced waker that isn't woken, is woken twice, or is woken though it is the same task's.
#[test]
fn who_is_replaced_is_woken() {
    on(A, || WAKER.wake());
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(1), |_, _| {
            waker::begin();
            WAKER.register(&waker::waker(0));
            WAKER.register(&waker::waker(0));
            assert!(waker::woken(0) <= fired(A), "{name}: the same one");
            WAKER.register(&waker::waker(1));
            assert!(waker::woken(0) >= 1, "{name}: replaced, or by A");
            assert!(
                waker::alive(0) == 0 && waker::alive(1) + i32::try_from(waker::woken(1)).unwrap() == 1,
                "{name}"
            );
            assert!(waker::woken(0) + waker::woken(1) <= 1 + fired(A), "{name}: for nothing");
        });
    }
}

/// `take` takes it out, and wakes nobody; a second one finds nobody.
#[test]
fn take_wakes_nobody() {
    passes(&with(Setup::riscv()), |_, _| {
        waker::begin();
        WAKER.register(&waker::waker(0));
        let taken = WAKER.take().expect("it is there");
        assert!(taken.will_wake(&waker::waker(0)));
        WAKER.wake();
        assert!(WAKER.take().is_none());
        assert_eq!((waker::woken(0), waker::alive(0)), (0, 1));
        taken.wake_by_ref();
        drop(taken);
        assert_eq!((waker::woken(0), waker::alive(0)), (1, 0));
    });
    assert_eq!(format!("{:?}", AtomicWaker::default()), "AtomicWaker { .. }");
}

/// What a waker's code calls back may be the place itself: in its clone, its wake (taken out, or replaced) and its drop.
#[test]
fn wakers_call_the_place_back() {
    on(A, || WAKER.wake());
    for (name, cpu) in common::CPUS {
        let setup = with(cpu()).attach::<irq::A>(1);
        waker::on_clone(0, || WAKER.wake());
        waker::on_wake(0, || WAKER.register(&waker::waker(1)));
        waker::on_drop(2, || WAKER.wake());
        passes(&setup, |_, _| {
            waker::begin();
            WAKER.register(&waker::waker(0));
            WAKER.wake();
            // 0 registers 1 in its wake, whoever woke it; nobody else takes 1 out but A.
            assert_eq!((waker::woken(0), waker::alive(0)), (1, 0), "{name}");
            interrupts::free(|_| {
                assert!(waker::alive(1) + i32::try_from(waker::woken(1)).unwrap() == 1, "{name}");
            });
            WAKER.register(&waker::waker(2));
            assert!(waker::woken(1) == 1 && waker::woken(2) == 1, "{name}: by its own drop, at the latest");
        });
    }
}

/// Catches a panic that loses who was registered, or leaves interrupts off.
#[test]
fn a_waker_that_panics_loses_nobody() {
    for (name, cpu) in common::CPUS {
        let setup = with(cpu());
        waker::on_clone(0, || panic!("in clone"));
        waker::on_wake(1, || panic!("in wake"));
        passes(&setup, |_, _| {
            waker::begin();
            WAKER.register(&waker::waker(1));
            catch_unwind(|| WAKER.register(&waker::waker(0))).expect_err("in clone");
            assert!(interrupts::are_enabled(), "{name}");
            assert_eq!((waker::alive(0), waker::alive(1)), (0, 1), "{name}: it is there still");
            catch_unwind(|| WAKER.register(&waker::waker(2))).expect_err("in wake");
            assert!(interrupts::are_enabled(), "{name}");
            assert_eq!((waker::alive(1), waker::alive(2)), (0, 1), "{name}: replaced, though it panics");
            WAKER.wake();
            assert_eq!((waker::woken(2), waker::alive(2)), (1, 0), "{name}");
        });
    }
}

// ---- WakerRegistration ----

fn happens_in_a() {
    // SAFETY: called by A's handler alone, which has no `Isr` of its own in these tests.
    let mut isr = unsafe { Isr::<irq::A>::steal() };
    STATE.lock(&mut isr, |state| {
        state.happened += 1;
        state.waker.wake();
    });
}

fn happens_in_high() {
    // SAFETY: as above, by HIGH's.
    let mut isr = unsafe { Isr::<irq::HIGH>::steal() };
    let state = STATE.get_mut(&mut isr);
    state.happened += 1;
    state.waker.wake();
}

/// In one lock, look and register; the evicted one comes out of the lock.
async fn happened(handle: MainHandle<'_>) -> u32 {
    poll_fn(|cx| {
        let (happened, _evicted) = handle.with(|main| {
            STATE.lock(main, |state| (std::mem::take(&mut state.happened), state.waker.register(cx.waker())))
        });
        if happened == 0 { Poll::Pending } else { Poll::Ready(happened) }
    })
    .await
}

/// Catches a gap between the look, the registration and the sleep: each firing is awaited, from a handler at the ceiling (`get_mut`) and from one below it (`lock`).
#[test]
fn look_and_register_in_one_lock_has_no_gap() {
    on(A, happens_in_a);
    on(HIGH, happens_in_high);
    for (name, cpu) in common::CPUS {
        passes(&with(cpu()).attach::<irq::A>(1).attach::<irq::HIGH>(2), |_, main| {
            let total = block_on(main, |handle| async move {
                let mut total = 0;
                while total < 3 {
                    total += happened(handle).await;
                }
                total
            });
            assert_eq!((total, fired(A) + fired(HIGH)), (3, 3), "{name}");
        });
    }
}

/// Looked in one lock, registered in the next.
async fn late(handle: MainHandle<'_>) -> u32 {
    poll_fn(|cx| {
        let happened = handle.with(|main| STATE.lock(main, |state| std::mem::take(&mut state.happened)));
        if happened > 0 {
            return Poll::Ready(happened);
        }
        drop(handle.with(|main| STATE.lock(main, |state| state.waker.register(cx.waker()))));
        Poll::Pending
    })
    .await
}

/// The mutant: looked and registered in two locks. The handler strikes in between, and finds nobody.
#[test]
fn look_then_register_in_two_locks_is_found() {
    on(A, happens_in_a);
    on(HIGH, || {});
    for (_, cpu) in common::CPUS {
        common::fails(&with(cpu()).attach::<irq::A>(1), FailureKind::AsleepForEver, |_, main| {
            block_on(main, late);
        });
    }
}

/// Plain data: who is there, who comes out, and what is cloned for it.
#[test]
fn what_registering_gives_and_takes() {
    passes(&with(Setup::cortex_m()), |_, main| {
        waker::begin();
        let mut place = WakerRegistration::default();
        assert!(!place.occupied());
        place.wake();
        drop(place.register(&waker::waker(0)));
        assert_eq!((place.occupied(), waker::cloned(0), waker::alive(0)), (true, 1, 1));
        drop(place.register(&waker::waker(0)));
        assert_eq!((waker::cloned(0), waker::woken(0)), (1, 0), "the same task: no clone, no wake");

        let evicted = place.register(&waker::waker(1));
        assert_eq!((waker::woken(0), waker::alive(0), waker::alive(1)), (0, 1, 1), "not yet");
        drop(evicted);
        assert_eq!((waker::woken(0), waker::alive(0)), (1, 0), "now");

        assert!(place.take().is_some_and(|one| one.will_wake(&waker::waker(1))) && !place.occupied());
        assert!(place.take().is_none());
        drop(place.register(&waker::waker(2)));
        place.wake();
        place.wake();
        assert_eq!((waker::woken(2), waker::alive(2), place.occupied()), (1, 0, false));

        // Out of the lock, then dropped: the wake may lock the cell again.
        let evicted = STATE.lock(main, |state| {
            drop(state.waker.register(Waker::noop()));
            state.waker.register(&waker::waker(3))
        });
        STATE.lock(main, |state| state.happened = 1);
        drop(evicted);
    });
}

/// Catches a clone that panics and loses who was there.
#[test]
fn a_clone_that_panics_keeps_who_was_there() {
    let setup = with(Setup::avr());
    waker::on_clone(1, || panic!("in clone"));
    passes(&setup, |_, _| {
        waker::begin();
        let mut place = WakerRegistration::new();
        drop(place.register(&waker::waker(0)));
        catch_unwind(AssertUnwindSafe(|| drop(place.register(&waker::waker(1))))).expect_err("in clone");
        assert_eq!((waker::alive(0), waker::alive(1), waker::woken(0)), (1, 0, 0));
        place.wake();
        assert_eq!(waker::woken(0), 1);
    });
}

/// Two tasks in one place, each polled when it was woken: both see something in the end, for each that is replaced is woken.
#[test]
fn two_tasks_both_go_on() {
    on(A, happens_in_a);
    for (name, cpu) in common::CPUS {
        let setup = with(cpu()).attach::<irq::A>(2);
        waker::may_be_masked(); // cloned in the lock
        passes(&setup, |_, main| {
            waker::begin();
            let (mut polled, mut got) = ([0; 2], [0; 2]);
            for round in 0..6 {
                for who in 0..2 {
                    if got[who] == 0 && (round == 0 || waker::woken(who) > polled[who]) {
                        polled[who] = waker::woken(who);
                        let (happened, evicted) = STATE.lock(main, |state| {
                            let happened = u32::from(state.happened > 0);
                            state.happened -= happened;
                            (happened, state.waker.register(&waker::waker(who)))
                        });
                        got[who] = happened;
                        drop(evicted);
                    }
                }
                if round < 2 {
                    sleep_until(main, |_, _| (fired(A) > round).then_some(()));
                }
            }
            assert_eq!(got, [1, 1], "{name}");
        });
    }
}

/// On Cortex-M the handler at the ceiling wakes without masking: B, which isn't a user, is held off by main's lock alone, never by HIGH's wake.
#[test]
fn a_wake_at_the_ceiling_masks_nothing() {
    on(HIGH, happens_in_high);
    on(B, || {});
    let report = passes(&with(Setup::cortex_m()).attach::<irq::HIGH>(1).attach::<irq::TOP>(1), |_, main| {
        STATE.lock(main, |state| drop(state.waker.register(Waker::noop())));
    });
    for stretch in report.masked() {
        assert_eq!(stretch.accesses, u32::from(stretch.vector == "HIGH"), "{stretch:?}");
    }
}
