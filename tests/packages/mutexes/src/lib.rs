//! Others' mutexes over this crate's masks, on the model: main and a handler count in one, in every schedule.

#![cfg(test)]

mod ceiling;
mod usb;

use embassy_sync::blocking_mutex::Mutex;
use irqshare::model::{self, FailureKind, Mutant, Plain, Setup};
use irqshare::{IrqRawMutex, IrqScopedRawMutex, interrupts};
use mutex::{BlockingMutex, ConstInit, ScopedRawMutex};
use std::panic::catch_unwind;

static SCOPED: BlockingMutex<IrqScopedRawMutex, u8> = BlockingMutex::new(0);
static EMBASSYS: Mutex<IrqRawMutex, ()> = Mutex::new(());
/// What the two count, by steps between which a handler could strike.
static COUNTED: Plain<u8> = Plain::new(0);
/// Whether the handler came.
static CAME: Plain<u8> = Plain::new(0);

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0() {
            super::EMBASSYS.lock(|()| super::count());
            super::CAME.set(1);
        }
        fn TIMER0() {
            super::SCOPED.with_lock(|_| super::count());
            super::CAME.set(1);
        }
    }
}

fn count() {
    COUNTED.set(COUNTED.get() + 1);
}

fn cpus() -> [Setup; 3] {
    [Setup::avr(), Setup::cortex_m(), Setup::riscv()]
        .map(|setup| setup.interrupts_on().reset(&COUNTED, || 0).reset(&CAME, || 0))
}

/// Main counts as `f` does, and a handler once, in each schedule; a mask that does nothing loses a count.
fn counts(attach: fn(Setup) -> Setup, f: fn()) {
    let sum = |_: &model::Cpu, _: &mut irqshare::Main| {
        f();
        f();
        irqshare::interrupts::free(|_| assert_eq!(COUNTED.get(), 2 + CAME.get()));
    };
    for setup in cpus() {
        let report = model::check(&attach(setup), sum);
        assert!(report.complete() && report.schedules() > 2);
    }
    for setup in cpus() {
        // SAFETY: what is shared is plain.
        let mutated = unsafe { attach(setup).mutant(Mutant::MaskNothing) };
        let failure = model::try_check(&mutated, sum).expect_err("a mask that does nothing");
        assert_eq!(failure.kind(), FailureKind::Panic);
    }
}

#[test]
fn no_count_is_lost_in_embassys_mutex() {
    counts(|setup| setup.attach::<irq::UART0>(1), || EMBASSYS.lock(|()| count()));
}

#[test]
fn no_count_is_lost_in_the_scoped_mutex() {
    counts(|setup| setup.attach::<irq::TIMER0>(1), || SCOPED.with_lock(|_| count()));
}

#[test]
fn a_lock_inside_itself_is_refused() {
    static RAW: IrqScopedRawMutex = IrqScopedRawMutex::INIT;
    model::check(&Setup::cortex_m(), |_, _| {
        assert!(!RAW.is_locked());
        RAW.with_lock(|| {
            assert!(RAW.is_locked());
            assert_eq!(RAW.try_with_lock(|| ()), None);
            let panic = catch_unwind(|| RAW.with_lock(|| ())).expect_err("two `&mut`");
            let message = panic.downcast_ref::<&str>().expect("a literal");
            assert!(message.contains("locked already, further up in the same context"), "{message}");
            assert!(RAW.is_locked(), "the inner lock's end isn't the outer one's");
        });
        assert!(!RAW.is_locked());
        assert_eq!(RAW.try_with_lock(|| 7), Some(7));
    });
}

#[test]
fn a_panic_inside_unlocks() {
    static RAW: IrqScopedRawMutex = IrqScopedRawMutex::new();
    model::check(&Setup::cortex_m().interrupts_on(), |_, _| {
        let inside = catch_unwind(|| RAW.with_lock(|| std::panic::panic_any(5_u8)));
        assert_eq!(inside.unwrap_err().downcast_ref(), Some(&5_u8));
        assert!(!RAW.is_locked() && interrupts::are_enabled());
    });
}

/// One mutex locked inside another is no lock inside itself.
#[test]
fn two_mutexes_nest() {
    static OTHER: BlockingMutex<IrqScopedRawMutex, u8> = BlockingMutex::new(3);
    model::check(&Setup::riscv(), |_, _| {
        let sum = SCOPED.with_lock(|one| {
            *one = 4;
            OTHER.with_lock(|other| *one + *other)
        });
        assert_eq!(sum, 7);
    });
}
