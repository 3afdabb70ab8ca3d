//! The same up to a ceiling: what is above is never delayed, and never gets in.

use super::{COUNTED, count};
use embassy_sync::blocking_mutex::Mutex;
use irqshare::model::{self, FailureKind, Mutant, Plain, Setup};
use irqshare::{CeilingRawMutex, CeilingScopedRawMutex};
use mutex::{BlockingMutex, ScopedRawMutex};
use std::cell::Cell;
use std::panic::catch_unwind;

static EMBASSYS: Mutex<CeilingRawMutex<irq::UART1>, ()> = Mutex::new(());
static SCOPED: BlockingMutex<CeilingScopedRawMutex<irq::UART1>, ()> = BlockingMutex::new(());
/// Whether the handler came.
static CAME: Plain<u8> = Plain::new(0);

std::thread_local! {
    static LOCK: Cell<fn()> = const { Cell::new(|| ()) };
    static ABOVE: Cell<fn()> = const { Cell::new(|| ()) };
}

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART1 = 6,
        TIMER1 = 20,
    }
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART1() {
            super::LOCK.get()();
            super::CAME.set(1);
        }
        #[priority(2)]
        fn TIMER1() { super::ABOVE.get()() }
    }
}

fn embassys() {
    EMBASSYS.lock(|()| count());
}

fn scoped() {
    SCOPED.with_lock(|()| count());
}

fn setup() -> Setup {
    Setup::cortex_m().interrupts_on().reset(&COUNTED, || 0).reset(&CAME, || 0)
}

/// Main counts twice and the handler once, in each schedule, and what is above is never held off. A mask that does nothing lets the handler in, for which each has a panic.
#[test]
fn no_count_is_lost() {
    for lock in [embassys, scoped] {
        LOCK.set(lock);
        ABOVE.set(|| ());
        let body = |_: &model::Cpu, _: &mut irqshare::Main| {
            lock();
            lock();
            irqshare::interrupts::free(|_| assert_eq!(COUNTED.get(), 2 + CAME.get()));
        };
        // The last look is a section, so the budget is that of one access.
        let setup =
            || setup().attach::<irq::UART1>(1).attach::<irq::TIMER1>(1).max_masked_for::<irq::TIMER1>(2);
        let report = model::check(&setup(), body);
        assert!(report.complete() && report.schedules() > 2);
        // SAFETY: what is shared is plain.
        let mutated = unsafe { setup().mutant(Mutant::MaskNothing) };
        let failure = model::try_check(&mutated, body).expect_err("a mask that does nothing");
        assert_eq!(failure.kind(), FailureKind::Panic);
    }
}

#[test]
fn what_is_above_is_refused() {
    for lock in [embassys, scoped] {
        ABOVE.set(lock);
        let failure = model::try_check(&setup().attach::<irq::TIMER1>(0), |cpu, _| cpu.pend::<irq::TIMER1>())
            .expect_err("it isn't on the list");
        assert!(failure.message().contains("a handler above this lock's ceiling"), "{failure}");
    }
}

/// embassy-sync allows it; mutex-traits doesn't.
#[test]
fn a_lock_inside_itself() {
    model::check(&setup(), |_, _| {
        EMBASSYS.lock(|()| {
            EMBASSYS.lock(|()| count());
            count();
        });
        assert_eq!(COUNTED.get(), 2);
        SCOPED.with_lock(|()| assert!(SCOPED.try_with_lock(|()| ()).is_none()));
        assert!(SCOPED.try_with_lock(|()| ()).is_some());
    });
}

/// A lock inside a lock ends, and the outer one still holds.
#[test]
fn the_outer_lock_holds() {
    LOCK.set(embassys);
    let setup = setup().attach::<irq::UART1>(1);
    model::check(&setup, |_, _| {
        EMBASSYS.lock(|()| {
            EMBASSYS.lock(|()| ());
            count();
        });
        irqshare::interrupts::free(|_| assert_eq!(COUNTED.get(), 1 + CAME.get()));
    });
}

#[test]
fn a_panic_inside_unlocks() {
    LOCK.set(embassys);
    model::check(&setup().attach::<irq::UART1>(1), |cpu, _| {
        assert!(catch_unwind(|| EMBASSYS.lock(|()| std::panic::panic_any(5_u8))).is_err());
        static RAW: CeilingScopedRawMutex<irq::UART1> = CeilingScopedRawMutex::new();
        assert!(catch_unwind(|| RAW.with_lock(|| std::panic::panic_any(5_u8))).is_err());
        assert!(!RAW.is_locked() && irqshare::interrupts::are_enabled());
        cpu.pend::<irq::UART1>();
        cpu.barrier();
        assert_eq!(CAME.get(), 1, "it comes at once, and gets in");
    });
}
