//! Values whose `Drop` comes back to the cell that they were in. What is replaced or taken out is dropped when the cell is whole again, so that what its drop calls, and
//! whoever interrupts it, finds the new value and never the one that is going.
//!
//! Wakers that come back: `wait_waker.rs`, `wait_event.rs`; the values of a `Signal`: `wait_signal.rs`.

#![allow(missing_docs)]

mod common;

use common::{CPUS, fails, forget, passes, see, seen, waker};
use irqshare::model::{self, Cpu, FailureKind::Panic, Setup};
use irqshare::{Event, IrqMutex, Main, Moved, Shared, Signal, WakerRegistration, interrupts};
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::Context;

thread_local! {
    /// What a value's drop does, in this test.
    static CALLS: Cell<fn(u32)> = const { Cell::new(|_| {}) };
    /// Whose drop is under way.
    static GOING: Cell<Option<u32>> = const { Cell::new(None) };
    static GONE: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
    static IN_RUN: Cell<bool> = const { Cell::new(false) };
}

/// Main runs: what it leaves behind is dropped by the reset before the next run, where nothing is called.
struct InRun;

impl Drop for InRun {
    fn drop(&mut self) {
        IN_RUN.set(false);
    }
}

/// Begins a run, in which each value's drop calls this.
fn begin(calls: fn(u32)) -> InRun {
    CALLS.set(calls);
    GOING.set(None);
    GONE.with_borrow_mut(Vec::clear);
    IN_RUN.set(true);
    InRun
}

fn gone() -> Vec<u32> {
    GONE.with_borrow(Clone::clone)
}

/// What a panic said.
fn said(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or(panic.downcast_ref::<&str>().copied())
        .expect("words")
}

/// A value with a number, on the heap, so that a sanitizer sees a use after the drop.
struct Told(Box<u32>);

fn told(number: u32) -> Told {
    Told(Box::new(number))
}

impl Told {
    /// Somebody uses it, who must not find it going.
    fn number(&self) -> u32 {
        assert_ne!(GOING.get(), Some(*self.0), "{} is used in its drop", self.0);
        *self.0
    }
}

impl Drop for Told {
    fn drop(&mut self) {
        if IN_RUN.get() && !std::thread::panicking() {
            GONE.with_borrow_mut(|gone| gone.push(*self.0));
            let outer = GOING.replace(Some(*self.0));
            CALLS.get()(*self.0);
            GOING.set(outer);
        }
    }
}

static MOVED: Moved<Told, irq::MOVED> = Moved::new();
static SHARED: Shared<Option<Told>, irq::SHARED> = Shared::new(None);
static CELL: IrqMutex<Cell<Option<Told>>> = IrqMutex::new(Cell::new(None));
static SLOT: IrqMutex<RefCell<Option<Told>>> = IrqMutex::new(RefCell::new(None));
static PLACE: IrqMutex<RefCell<WakerRegistration>> = IrqMutex::new(RefCell::new(WakerRegistration::new()));
static EVENT: Event = Event::new();
static SIGNAL: Signal<Told> = Signal::new();

mod irq {
    irqshare::handlers! {
        device: super::device;

        fn TAKES(_isr, value: &mut super::Told) {
            super::see(value.number());
        }

        fn MOVED(isr) {
            if let Some(value) = super::MOVED.get_mut(isr) {
                super::see(value.number());
            }
        }

        fn SHARED(isr) {
            if let Some(value) = super::SHARED.get_mut(isr) {
                super::see(value.number());
            }
        }

        #[priority(2)]
        fn SWITCHES() {
            irqshare::model::cpu().enable::<TAKES>();
        }
    }
}

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        TAKES = 1,
        MOVED = 2,
        SHARED = 3,
        SWITCHES = 4,
    }
}

fn with(cpu: Setup) -> Setup {
    cpu.every_order()
        .interrupts_on()
        .reset(&MOVED, || None)
        .reset(&SHARED, || None)
        .reset(&CELL, || Cell::new(None))
        .reset(&SLOT, || RefCell::new(None))
        .reset(&PLACE, || RefCell::new(WakerRegistration::new()))
        .reset(&EVENT, Event::new)
        .reset(&SIGNAL, Signal::new)
}

// ---- values that move into a handler ----

fn taking(cpu: fn() -> Setup) -> Setup {
    with(cpu()).attach::<irq::TAKES>(2)
}

/// Its drop turns the line on, and the interrupt comes.
fn strikes(_: u32) {
    model::cpu().enable::<irq::TAKES>();
    let before = seen().len();
    irq::TAKES::pend();
    model::cpu().barrier();
    assert!(seen().len() > before, "the line is on, so it strikes");
}

/// A line that something else turned off is enabled anew, with another value: the old one goes when the line is on. Catches one that goes while the handler would
/// still get it.
#[test]
fn enable_drops_what_was_there_afterwards() {
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        passes(&taking(cpu), |cpu, main| {
            let _in_run = begin(|_| {});
            irq::TAKES::enable(main, told(1));
            cpu.disable::<irq::TAKES>();
            let first = seen().len();
            CALLS.set(strikes);
            irq::TAKES::enable(main, told(2));
            assert_eq!(gone(), [1], "it went, once");
            assert!(seen()[first..].iter().all(|&number| number == 2), "{:?}", seen());
            CALLS.set(|_| {});
        });
    }
}

/// The same for `disable`: what it gives back goes when the handler has nothing any more.
#[test]
fn disable_leaves_nothing_behind() {
    let failure = fails(&taking(Setup::cortex_m), Panic, |_, main| {
        let _in_run = begin(strikes);
        irq::TAKES::enable(main, told(1));
        drop(irq::TAKES::disable(main));
    });
    assert!(failure.message().contains("`TAKES` fires without its values"), "{failure}");

    passes(&taking(Setup::cortex_m), |_, main| {
        let _in_run = begin(|_| {
            interrupts::free(|_| {
                model::cpu().enable::<irq::TAKES>();
                model::cpu().disable::<irq::TAKES>();
            });
        });
        irq::TAKES::enable(main, told(1));
        drop(irq::TAKES::disable(main));
        assert!(irq::TAKES::disable(main).is_none());
        assert_eq!(gone(), [1]);
    });
}

/// `enable` panics, since the line is on: the value that it was to move in goes, and the handler keeps its own.
#[test]
fn a_refused_enable_changes_nothing() {
    passes(&taking(Setup::cortex_m), |_, main| {
        let _in_run = begin(|_| {});
        irq::TAKES::enable(main, told(1));
        // Not counted: unwinding drops it.
        catch_unwind(AssertUnwindSafe(|| irq::TAKES::enable(main, told(2)))).expect_err("it is on");
        let value = irq::TAKES::disable(main).expect("it is there");
        assert_eq!(value.number(), 1);
        assert!(seen().iter().all(|&number| number == 1), "{:?}", seen());
    });
}

/// Something else than `enable` turns the line on, before it, after `disable`, or at any moment in between: it never runs with a value that isn't there.
#[test]
fn a_line_that_something_else_turns_on_says_so() {
    let without = "`TAKES` fires without its values: attach it to a Cortex-M, and switch it on by `TAKES::enable(main, ..)` alone";
    let before = |cpu: &Cpu, _: &mut Main| cpu.enable::<irq::TAKES>();
    let after = |cpu: &Cpu, main: &mut Main| {
        irq::TAKES::enable(main, told(1));
        let value = irq::TAKES::disable(main).expect("it is there");
        cpu.enable::<irq::TAKES>();
        drop(value);
    };
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        for failure in [fails(&taking(cpu), Panic, before), fails(&taking(cpu), Panic, after)] {
            assert!(failure.message().contains(without), "{failure}");
        }
        // `SWITCHES` comes at any moment: in `enable`, in `disable`, and between what these do.
        let failure = fails(&taking(cpu).attach::<irq::SWITCHES>(1), Panic, |_, main| {
            irq::TAKES::enable(main, told(1));
            drop(irq::TAKES::disable(main));
        });
        let told = failure.message();
        assert!(told.contains(without) || told.contains("the line is enabled already"), "{failure}");
    }
}

/// And `enable` after that is refused, as after itself.
#[test]
fn enable_after_something_else_is_refused() {
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        // It doesn't fire by itself.
        let setup = || with(cpu()).attach::<irq::TAKES>(0).attach::<irq::MOVED>(1);
        let failure = fails(&setup(), Panic, |cpu, main| {
            cpu.enable::<irq::TAKES>();
            irq::TAKES::enable(main, told(1));
        });
        assert!(failure.message().contains("`TAKES::enable`: the line is enabled already"), "{failure}");

        // What had moved in is there again, if the line was only off for a while.
        passes(&taking(cpu), |cpu, main| {
            let _in_run = begin(|_| {});
            irq::TAKES::enable(main, told(1));
            cpu.disable::<irq::TAKES>();
            cpu.enable::<irq::TAKES>();
            irq::TAKES::pend();
            cpu.barrier();
            let value = irq::TAKES::disable(main).expect("it is there");
            assert!(!seen().is_empty() && seen().iter().all(|&number| number == u64::from(value.number())));
        });
    }
}

// ---- cells ----

/// `Moved`: what `put` gives back, and `take`, goes when the handler has the other one, or none.
#[test]
fn moved() {
    for (name, cpu) in CPUS {
        passes(&with(cpu()).attach::<irq::MOVED>(2).may_be_early::<irq::MOVED>(), |_, main| {
            let _in_run = begin(|number| {
                let before = seen().len();
                model::cpu().pend::<irq::MOVED>();
                model::cpu().barrier();
                // 1 makes room for 2; 2 is taken out.
                let found = &seen()[before..];
                assert!(found.iter().all(|&found| number == 1 && found == 2), "{number}: {found:?}");
                assert!(number == 2 || !found.is_empty());
            });
            assert!(MOVED.put(main, told(1)).is_none());
            drop(MOVED.put(main, told(2)));
            drop(MOVED.take(main));
            assert_eq!(gone(), [1, 2], "{name}");
        });
    }
}

/// `Shared`: within a lock the old value goes in place; nobody sees it there, since the lock goes on as long.
#[test]
fn shared() {
    for (name, cpu) in CPUS {
        passes(&with(cpu()).attach::<irq::SHARED>(2), |_, main| {
            let _in_run = begin(|_| {
                let before = seen().len();
                model::cpu().pend::<irq::SHARED>();
                interrupts::free(|_| ());
                assert_eq!(seen().len(), before, "the lock holds it off, also after a section inside");
            });
            SHARED.lock(main, |slot| *slot = Some(told(1)));
            SHARED.lock(main, |slot| *slot = Some(told(2)));
            model::cpu().barrier();
            assert_eq!((gone(), seen().contains(&2)), (vec![1], true), "{name}");
            interrupts::free(|cs| SHARED.lock_in(main, cs, |slot| *slot = None));
            assert_eq!(gone(), [1, 2], "{name}");
        });
    }
}

/// `IrqMutex<Cell>`: in `set` and in what `replace` and `take` give, its drop finds the new value.
#[test]
fn mutex_of_a_cell() {
    /// Looks, and leaves it as it was.
    fn number() -> Option<u32> {
        interrupts::free(|cs| {
            let value = CELL.take(cs);
            let number = value.as_ref().map(Told::number);
            CELL.set(cs, value);
            number
        })
    }
    for (name, cpu) in CPUS {
        passes(&with(cpu()), |_, _| {
            let _in_run = begin(|number_going| {
                let after = if number_going == 3 { None } else { Some(number_going + 1) };
                assert_eq!(number(), after, "what came after {number_going}");
            });
            interrupts::free(|cs| CELL.set(cs, Some(told(1))));
            interrupts::free(|cs| CELL.set(cs, Some(told(2))));
            drop(interrupts::free(|cs| CELL.replace(cs, Some(told(3)))));
            drop(interrupts::free(|cs| CELL.take(cs)));
            assert_eq!(gone(), [1, 2, 3], "{name}");
        });
    }
}

/// `IrqMutex<RefCell<Option>>`: what `put` and `take` give goes when the borrow has ended, so its drop may borrow; what goes within a borrow is refused another.
#[test]
fn mutex_of_a_ref_cell() {
    for (name, cpu) in CPUS {
        passes(&with(cpu()), |_, _| {
            let _in_run = begin(|going| {
                let number = interrupts::free(|cs| SLOT.with(cs, |value| value.number()));
                assert_eq!(number, if going == 2 { None } else { Some(going + 1) });
            });
            interrupts::free(|cs| drop(SLOT.put(cs, told(1))));
            interrupts::free(|cs| drop(SLOT.put(cs, told(2))));
            interrupts::free(|cs| drop(SLOT.take(cs)));
            assert_eq!(gone(), [1, 2], "{name}");

            CALLS.set(|_| {
                let refused = catch_unwind(|| interrupts::free(|cs| SLOT.with(cs, |value| value.number())));
                let panic = refused.expect_err("it is borrowed");
                assert!(said(&*panic).contains("is borrowed already"));
            });
            interrupts::free(|cs| SLOT.put(cs, told(3)));
            interrupts::free(|cs| *SLOT.borrow_ref_mut(cs) = Some(told(4)));
            assert_eq!(gone(), [1, 2, 3], "{name}");
            assert!(interrupts::are_enabled(), "{name}");
            CALLS.set(|_| {});
        });
    }
}

// ---- wakers ----

/// A `WakerRegistration` within an `IrqMutex`: the clone of a waker that comes back is refused, and whoever was there is there still.
#[test]
fn a_waker_comes_back_to_its_registration() {
    for (name, cpu) in CPUS {
        let setup = with(waker::watched(cpu()));
        waker::may_be_masked();
        waker::on_clone(1, || interrupts::free(|cs| PLACE.borrow_ref_mut(cs).wake()));
        passes(&setup, |_, _| {
            waker::begin();
            interrupts::free(|cs| drop(PLACE.borrow_ref_mut(cs).register(&waker::waker(0))));
            let refused =
                catch_unwind(|| interrupts::free(|cs| PLACE.borrow_ref_mut(cs).register(&waker::waker(1))));
            refused.expect_err("it is borrowed");
            assert!(interrupts::are_enabled(), "{name}");
            assert_eq!((waker::alive(0), waker::alive(1), waker::woken(0)), (1, 0, 0), "{name}");
            // Woken within the borrow: what it wakes can't come back either, and has gone from the place by then.
            interrupts::free(|cs| PLACE.borrow_ref_mut(cs).wake());
            assert_eq!((waker::alive(0), waker::woken(0)), (0, 1), "{name}");
        });
    }
}

/// `Event` and `Signal`: a `Wait` that is dropped drops its waker, whose drop finds nobody registered, and may set, take and wait again.
#[test]
fn a_waker_comes_back_in_the_drop_of_a_wait() {
    for (name, cpu) in CPUS {
        let setup = with(waker::watched(cpu()));
        waker::on_drop(0, || {
            EVENT.set();
            drop(SIGNAL.try_take());
            SIGNAL.signal(told(1));
            let another = waker::waker(1);
            let mut cx = Context::from_waker(&another);
            assert!(EVENT.poll_wait(&mut cx).is_ready() && EVENT.poll_wait(&mut cx).is_pending());
        });
        passes(&setup, |_, _| {
            waker::begin();
            let mine = waker::waker(0);
            let mut cx = Context::from_waker(&mine);
            let mut wait = Box::pin(EVENT.wait());
            assert!(wait.as_mut().poll(&mut cx).is_pending(), "{name}");
            drop(wait);
            assert!(SIGNAL.signaled(), "{name}: by the drop");
            assert_eq!((waker::alive(0), waker::woken(0)), (1, 0), "{name}: nobody to wake but 1");
            EVENT.set();
            EVENT.take();
            assert_eq!((waker::alive(1), waker::woken(1)), (0, 1), "{name}: it waited since the drop");

            SIGNAL.reset();
            let mut wait = Box::pin(SIGNAL.wait());
            assert!(wait.as_mut().poll(&mut cx).is_pending(), "{name}");
            drop(wait);
            assert!(SIGNAL.signaled(), "{name}: by the drop");
            assert_eq!((waker::alive(0), waker::woken(0)), (1, 0), "{name}");
        });
    }
}

// ---- between runs ----

/// The reset of a cell drops what a run left in it. There is no CPU then: what its drop does with a cell, or with the model, is refused, and never half done.
#[test]
fn between_runs_there_is_no_cell_to_come_back_to() {
    struct Late(fn());
    impl Drop for Late {
        fn drop(&mut self) {
            (self.0)();
        }
    }
    static LATE: IrqMutex<RefCell<Option<Late>>> = IrqMutex::new(RefCell::new(None));

    let uses: [(fn(), &str); 3] = [
        (
            || drop(interrupts::free(|cs| LATE.take(cs))),
            "cells are used inside `model::check` or `model::run` alone",
        ),
        (|| EVENT.set(), "cells are used inside `model::check` or `model::run` alone"),
        (
            || model::cpu().note("here"),
            "`model::cpu()` is for code that runs inside `model::check` or `model::run`",
        ),
    ];
    for (what, why) in uses {
        let setup = with(Setup::cortex_m()).reset(&LATE, || RefCell::new(None));
        let leaves = |_: &Cpu, _: &mut Main| {
            forget();
            interrupts::free(|cs| drop(LATE.put(cs, Late(what))));
        };
        // The first run's value is dropped before the second, or before the first of the next check.
        let refused = catch_unwind(AssertUnwindSafe(|| {
            let _ = model::try_check(&setup, leaves);
            let _ = model::try_check(&setup, leaves);
        }));
        let panic = refused.expect_err("there is no CPU");
        assert!(said(&*panic).contains(why), "{}", said(&*panic));
        // The cell was reset all the same.
        passes(&setup, |_, _| interrupts::free(|cs| assert!(LATE.take(cs).is_none())));
    }
}
