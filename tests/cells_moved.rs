//! `Moved`, handlers that values move into, and lines: `enable`, `disable`, `pend`. Over every schedule, with the mutants that would break them.

#![allow(missing_docs)]

mod common;

use common::{CPUS, catches, fails, mutated, passes, see, seen};
use irqshare::model::FailureKind::{Panic, TwoReferences};
use irqshare::model::{Cpu, Mutant, Mutant::MaskNothing, Plain, Setup};
use irqshare::{Main, Moved};
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

/// A driver that can't be copied and counts how many of it exist; its two halves are equal unless somebody is inside.
struct Driver([u32; 2]);

static ALIVE: AtomicU32 = AtomicU32::new(0);

impl Driver {
    fn new() -> Self {
        ALIVE.fetch_add(1, SeqCst);
        Self([0, 0])
    }

    fn step(&mut self) {
        assert_eq!(self.0[0], self.0[1], "half done");
        self.0[0] += 1;
        ELSEWHERE.get();
        self.0[1] += 1;
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        ALIVE.fetch_sub(1, SeqCst);
    }
}

static DRIVER: Moved<Driver, irq::TIMER> = Moved::new();
static BY_HAND: Plain<[u32; 2]> = Plain::new([0, 0]);
static ELSEWHERE: Plain<u8> = Plain::new(0);

mod irq {
    irqshare::handlers! {
        device: super::device;

        fn TIMER(isr) {
            let there = super::DRIVER.get_mut(isr);
            super::see(u64::from(there.is_some()));
            if let Some(driver) = there {
                driver.step();
            }
        }

        fn TAKES(isr, driver: &mut super::Driver, count: &mut u32) {
            let _ = isr;
            driver.step();
            *count += 1;
        }

        fn BORROWS(_isr, buffer: &mut &'static mut [u32; 2], work: &mut &'static mut (dyn FnMut(u32) + Send)) {
            buffer[0] += 1;
            work(buffer[0]);
        }

        fn PENDED() {
            super::see(7_u8);
        }
    }
}

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        TIMER = 1,
        TAKES = 2,
        PENDED = 3,
        BORROWS = 4,
    }
}

fn with(cpu: fn() -> Setup) -> Setup {
    cpu()
        .every_order()
        .interrupts_on()
        .attach::<irq::TIMER>(2)
        .may_be_early::<irq::TIMER>()
        .reset(&DRIVER, || None)
        .reset(&ELSEWHERE, || 0)
}

#[track_caller]
fn on_each(body: impl Fn(&Cpu, &mut Main)) {
    for (_, cpu) in CPUS {
        catches(|| with(cpu), MaskNothing, TwoReferences, &body);
    }
}

/// Catches a `put` that the handler sees half done, or that loses what was there.
#[test]
fn put() {
    on_each(|_, main| {
        assert!(DRIVER.put(main, Driver::new()).is_none());
        let old = DRIVER.put(main, Driver::new()).expect("the first one");
        assert_eq!(old.0[0], old.0[1]);
        // Once it is there, the handler never misses it again.
        let seen = seen();
        assert!(seen.is_sorted(), "there, and then not: {seen:?}");
    });
}

/// Catches a `take` from under a handler that is using the value, and one that leaves it behind.
#[test]
fn take() {
    on_each(|_, main| {
        DRIVER.put(main, Driver::new());
        let steps = |driver: &Driver| (driver.0[0], driver.0[1]);
        let (one, two) = steps(&DRIVER.take(main).expect("it was put"));
        assert_eq!(one, two);
        assert_eq!(u64::from(one), seen().iter().sum::<u64>(), "each firing that found it made a step");
        assert!(DRIVER.take(main).is_none(), "taken twice");
    });
}

/// Catches a `lock` that the handler gets into, and one that makes a value up.
#[test]
fn lock_of_a_moved_value() {
    on_each(|_, main| {
        assert!(DRIVER.lock(main, |_| ()).is_none());
        DRIVER.put(main, Driver::new());
        let inside = DRIVER.lock(main, |driver| {
            driver.step();
            driver.0[0]
        });
        assert!((1..=3).contains(&inside.expect("it was put")));
    });
}

/// Catches a `get_mut` that gives a value that isn't there, or none though it is. The mutant: main works on the driver without a mask.
#[test]
fn get() {
    for (name, cpu) in CPUS {
        let body = |_: &Cpu, main: &mut Main| {
            let before = seen().len();
            assert!(seen().iter().all(|&found| found == 0), "nothing was put yet");
            DRIVER.put(main, Driver::new());
            ELSEWHERE.get();
            let after = seen();
            assert!(after.is_sorted() && after.len() - before <= 2);
            DRIVER.lock(main, Driver::step);
        };
        passes(&with(cpu), body);
        let failure = fails(&mutated(with(cpu), MaskNothing), TwoReferences, body);
        assert!(failure.message().contains("tests/cells_moved.rs"), "{name}: {failure}");
    }
}

/// Catches a value that is dropped twice or never: every driver of every schedule is gone when the next setup begins.
#[test]
fn what_is_put_is_dropped_once() {
    static LAST: Moved<Driver, irq::TIMER> = Moved::new();
    let setup = || Setup::cortex_m().attach::<irq::TAKES>(1).reset(&LAST, || None).reset(&ELSEWHERE, || 0);
    let alive = std::cell::Cell::new(None);
    passes(&setup(), |_, main| {
        let before = ALIVE.load(SeqCst);
        // The runs before this one left nothing: the number at the start is always the same.
        assert_eq!(*alive.get().get_or_insert(before), before);
        alive.set(Some(before));
        LAST.put(main, Driver::new());
        irq::TAKES::enable(main, Driver::new(), 0);
        assert_eq!(ALIVE.load(SeqCst), before + 2);
    });
}

fn taking(cpu: fn() -> Setup) -> Setup {
    cpu().attach::<irq::TAKES>(2).reset(&ELSEWHERE, || 0)
}

/// Catches a handler that runs before its values are there, values that change on the way, and a `disable` from under the handler. The naive version: a
/// plain cell that main reads while the handler is on.
#[test]
fn enable_takes_values_along_and_disable_gives_them_back() {
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        passes(&taking(cpu), |_, main| {
            assert!(irq::TAKES::disable(main).is_none(), "nothing moved in yet");
            irq::TAKES::enable(main, Driver::new(), 10);
            ELSEWHERE.get();
            let (driver, count) = irq::TAKES::disable(main).expect("it moved in");
            assert_eq!((driver.0[0], driver.0[1]), (count - 10, count - 10));
            assert!(irq::TAKES::disable(main).is_none(), "given back twice");
            // Off: whatever comes, comes to nobody.
            ELSEWHERE.get();
            irq::TAKES::enable(main, driver, count);
        });
        common::on(common::A, || BY_HAND.update(|[a, b]| [a + 1, b + 1]));
        let naive = cpu().attach::<common::irq::A>(1).reset(&BY_HAND, || [0, 0]);
        fails(&naive, Panic, |_, main| {
            common::irq::A::enable(main);
            let [a, b] = BY_HAND.get();
            common::irq::A::disable(main);
            assert_eq!(a, b, "torn: it was read while the line was on");
        });
    }
}

/// Catches an `enable` that borrows a `&'static mut` anew instead of moving it, which doesn't compile: buffers and drivers without a name move in so.
#[test]
fn references_move_in_and_come_back() {
    passes(&Setup::cortex_m().attach::<irq::BORROWS>(2).reset(&ELSEWHERE, || 0), |_, main| {
        let buffer = Box::leak(Box::new([0, 7]));
        irq::BORROWS::enable(main, buffer, Box::leak(Box::new(|n| see(n + 100))));
        ELSEWHERE.get();
        let (buffer, work) = irq::BORROWS::disable(main).expect("they moved in");
        work(buffer[1]);
        let expected: Vec<u64> = (1..=u64::from(buffer[0])).map(|n| n + 100).chain([107]).collect();
        assert_eq!(seen(), expected);
        // SAFETY: it was leaked above, and nobody else has it any more.
        drop(unsafe { Box::from_raw(buffer) });
    });
}

/// Catches a second `enable` that replaces the values under a running handler.
#[test]
fn enable_twice_is_refused() {
    let failure = fails(&taking(Setup::cortex_m), Panic, |_, main| {
        irq::TAKES::enable(main, Driver::new(), 0);
        irq::TAKES::enable(main, Driver::new(), 0);
    });
    assert!(failure.message().contains("`TAKES::enable`: the line is enabled already"), "{failure}");
    assert!(failure.message().contains("tests/cells_moved.rs"), "it points at the caller: {failure}");
}

/// Catches a line that fires while it is off, and one that forgets what was pended meanwhile. The mutant masks nothing, so the handler doesn't wait for
/// the section's end.
#[test]
fn disable_and_pend() {
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        let setup = || cpu().attach::<irq::PENDED>(1).reset(&ELSEWHERE, || 0);
        catches(setup, MaskNothing, Panic, |_, main| {
            irq::PENDED::pend();
            ELSEWHERE.get();
            assert!(seen().is_empty(), "it is off");
            irq::PENDED::enable(main);
            let first = seen().len();
            assert!(first >= 1, "what was pended comes at once");
            irq::PENDED::disable(main);
            let off = seen().len();
            irq::PENDED::pend();
            ELSEWHERE.get();
            assert_eq!(seen().len(), off, "it is off");
            irqshare::interrupts::free(|_| {
                irq::PENDED::enable(main);
                assert_eq!(seen().len(), off, "it waits for the section's end");
            });
            irqshare::model::cpu().barrier();
            assert!(seen().len() > off);
        });
    }
}

/// Catches a `pend` that waits: with interrupts on it strikes behind a barrier, and only once.
#[test]
fn pend_strikes_once() {
    let setup = || Setup::cortex_m().every_order().interrupts_on().attach::<irq::PENDED>(1);
    catches(setup, Mutant::MaskNothing, Panic, |_, main| {
        irqshare::interrupts::free(|_| {
            let before = seen().len();
            irq::PENDED::pend();
            irq::PENDED::pend();
            assert_eq!(seen().len(), before, "masked");
        });
        irqshare::model::cpu().barrier();
        let after = seen().len();
        assert!(after == 1 || after == 2, "the two pends are one, and one may arrive by itself: {after}");
        irq::PENDED::disable(main);
    });
}
