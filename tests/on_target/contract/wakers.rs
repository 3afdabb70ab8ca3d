//! Two tasks' wakers that keep count: each clone is to be woken or dropped once.
//!
//! One context at a time counts in each of the numbers, as long as no waker is used twice: main clones the one and the handlers the other, and a clone that
//! is replaced is not also the one that was taken out.

use super::kept::Kept;
use core::task::{RawWaker, RawWakerVTable, Waker};

/// What became of one task's wakers.
pub struct Tally {
    cloned: Kept<u8>,
    woken: Kept<u8>,
    dropped: Kept<u8>,
}

/// In one block of 256 bytes: an address that a mutant tears apart on AVR is still one of these, or null.
#[repr(C, align(256))]
struct All {
    table: RawWakerVTable,
    /// Of the task that the operation is part of.
    mine: Tally,
    /// Of another one.
    others: Tally,
    /// Of none that there is.
    nobodys: Tally,
}

static ALL: All = All {
    table: RawWakerVTable::new(via_clone, via_wake, via_wake_by_ref, via_drop),
    mine: Tally::new(),
    others: Tally::new(),
    nobodys: Tally::new(),
};

/// The waker of the task that the operation is part of. It is no clone, and isn't counted.
pub static MINE: Waker = waker(&ALL.mine);
/// The waker of another task.
pub static OTHERS: Waker = waker(&ALL.others);

const fn waker(tally: &'static Tally) -> Waker {
    // SAFETY: the functions of the table count, and nothing else.
    unsafe { Waker::from_raw(raw(tally)) }
}

const fn raw(tally: &'static Tally) -> RawWaker {
    RawWaker::new((&raw const *tally).cast(), &ALL.table)
}

// They are reached through the table alone; the judge finds them by their prefix where it can't see which one a masked call means.

#[unsafe(no_mangle)]
#[inline(never)]
fn via_clone(data: *const ()) -> RawWaker {
    let tally = Tally::of(data);
    tally.cloned.put(tally.cloned.get() + 1);
    raw(tally)
}

#[unsafe(no_mangle)]
#[inline(never)]
fn via_wake(data: *const ()) {
    let tally = Tally::of(data);
    tally.woken.put(tally.woken.get() + 1);
}

/// Nobody wakes so.
#[unsafe(no_mangle)]
#[inline(never)]
fn via_wake_by_ref(_: *const ()) {
    ALL.nobodys.woken.put(1);
}

#[unsafe(no_mangle)]
#[inline(never)]
fn via_drop(data: *const ()) {
    let tally = Tally::of(data);
    tally.dropped.put(tally.dropped.get() + 1);
}

impl Tally {
    const fn new() -> Self {
        Self { cloned: Kept::of(0), woken: Kept::of(0), dropped: Kept::of(0) }
    }

    /// By what a waker holds; what is torn is nobody's.
    fn of(data: *const ()) -> &'static Self {
        if core::ptr::eq(data, (&raw const ALL.mine).cast()) {
            &ALL.mine
        } else if core::ptr::eq(data, (&raw const ALL.others).cast()) {
            &ALL.others
        } else {
            &ALL.nobodys
        }
    }

    fn reset(&self) {
        self.cloned.put(0);
        self.woken.put(0);
        self.dropped.put(0);
    }

    fn is_settled(&self) -> bool {
        self.cloned.get() == self.woken.get() + self.dropped.get()
    }
}

/// Before a run: nothing is registered.
pub fn reset() {
    ALL.mine.reset();
    ALL.others.reset();
    ALL.nobodys.reset();
}

/// How often the operation's task was woken.
pub fn mine() -> u8 {
    ALL.mine.woken.get()
}

/// How often the other task was woken.
pub fn others() -> u8 {
    ALL.others.woken.get()
}

/// Each clone was woken or dropped once; when nothing is registered any more.
pub fn settled() -> bool {
    let nobodys = &ALL.nobodys;
    ALL.mine.is_settled()
        && ALL.others.is_settled()
        && nobodys.cloned.get() + nobodys.woken.get() + nobodys.dropped.get() == 0
}
