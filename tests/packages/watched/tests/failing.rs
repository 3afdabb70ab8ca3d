//! A run that fails in a handler, while main is in the middle of something, leaves nothing held.

mod common;

use common::{fails, one, passes};
use irqshare::model::{FailureKind::Panic, Setup};
use std::cell::RefCell;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

static POINT: AtomicU32 = AtomicU32::new(0);

fn panics() {
    POINT.fetch_add(1, SeqCst);
    panic!("the handler's");
}

/// Main holds a borrow of a `RefCell` when the handler panics.
#[test]
fn a_borrow_isnt_held_for_ever() {
    struct Cell(RefCell<u32>);
    // SAFETY: used on the model's thread alone.
    unsafe impl Sync for Cell {}
    static CELL: Cell = Cell(RefCell::new(0));
    let body = |_: &irqshare::model::Cpu, _: &mut irqshare::Main| {
        let mut value = CELL.0.borrow_mut();
        *value += POINT.load(SeqCst);
        POINT.load(SeqCst);
    };
    for _ in 0..2 {
        let failure = fails(&one(Setup::cortex_m(), panics), Panic, body);
        assert!(failure.message().contains("the handler's"), "{}", failure.message());
    }
    assert!(CELL.0.try_borrow_mut().is_ok());
    passes(&one(Setup::cortex_m(), || _ = POINT.fetch_add(1, SeqCst)), body);
}

/// Main holds a guard of a `std::sync::Mutex`: neither locked nor poisoned afterwards.
#[test]
fn a_mutex_isnt_locked_for_ever() {
    static TOTALS: Mutex<[u32; 2]> = Mutex::new([0; 2]);
    let body = |_: &irqshare::model::Cpu, _: &mut irqshare::Main| {
        let mut totals = TOTALS.lock().expect("neither locked nor poisoned");
        totals[0] += 1;
        totals[1] += POINT.load(SeqCst);
        POINT.load(SeqCst);
        assert_eq!(totals[0], 1);
    };
    for _ in 0..2 {
        let failure = fails(&one(Setup::cortex_m(), panics), Panic, body);
        assert!(failure.message().contains("the handler's"), "{}", failure.message());
    }
    assert!(TOTALS.try_lock().is_ok());
    passes(&one(Setup::cortex_m(), || _ = POINT.fetch_add(1, SeqCst)), body);
}

/// Main is in a section, so the handler pends; it panics where the section ends.
#[test]
fn a_section_isnt_open_for_ever() {
    let body = |_: &irqshare::model::Cpu, _: &mut irqshare::Main| {
        critical_section::with(|_| POINT.load(SeqCst));
    };
    fails(&one(Setup::riscv(), panics), Panic, body);
    passes(&one(Setup::riscv(), || _ = POINT.fetch_add(1, SeqCst)), body);
}

/// The struck frame is C's, which can't unwind.
#[test]
fn a_frame_of_c_is_struck() {
    let pokes = || {
        watched::c::count_plain();
        panic!("the handler's");
    };
    let failure = fails(&one(Setup::avr(), pokes), Panic, |_, _| {
        watched::c::count_plain();
        watched::c::plain_counts();
    });
    assert!(failure.message().contains("the handler's"));
    passes(&one(Setup::avr(), || watched::c::count_plain()), |_, _| watched::c::count_plain());
}
