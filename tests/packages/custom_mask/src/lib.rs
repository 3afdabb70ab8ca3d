//! A mask of one's own, named with `set_mask!`: every cell and section uses it, restores what was there, and the `critical_section::Impl` made
//! from it nests.

#![cfg(test)]

use core::cell::Cell;
use irqshare::mask::Mask;
use irqshare::{Global, IrqMutex, interrupts};
use std::cell::RefCell;

std::thread_local! {
    /// Per test, since each runs on a thread of its own: the level, as an RTOS would have one, and what was done.
    static LEVEL: Cell<u16> = const { Cell::new(3) };
    static DONE: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

fn note(what: String) {
    DONE.with_borrow_mut(|done| done.push(what));
}

fn done() -> Vec<String> {
    DONE.with_borrow_mut(std::mem::take)
}

struct Levels;
irqshare::set_mask!(Levels);

// SAFETY: each test has one thread, and nothing interrupts it.
unsafe impl Mask for Levels {
    type Saved = u16;

    unsafe fn acquire() -> u16 {
        note("acquire".into());
        LEVEL.replace(99)
    }

    unsafe fn release(saved: u16) {
        note(format!("release {saved}"));
        LEVEL.set(saved);
    }
}

/// Catches a section that doesn't use the mask, or that enables instead of restoring.
#[test]
fn sections_use_it_and_restore() {
    interrupts::free(|_| {
        assert_eq!(LEVEL.get(), 99);
        interrupts::free(|_| ());
        assert_eq!(LEVEL.get(), 99);
    });
    assert_eq!(LEVEL.get(), 3);
    assert_eq!(done(), ["acquire", "acquire", "release 99", "release 3"]);
}

/// Catches a cell that bypasses the mask.
#[test]
fn cells_use_it() {
    static WIDE: Global<[u32; 4]> = Global::new([0; 4]);
    static COUNT: IrqMutex<Cell<u8>> = IrqMutex::new(Cell::new(0));
    WIDE.set([1; 4]);
    assert_eq!(WIDE.get(), [1; 4]);
    WIDE.update(|wide| wide.map(|n| n + 1));
    assert_eq!(done(), ["acquire", "release 3"].repeat(3));
    interrupts::free(|cs| COUNT.update(cs, |n| n + 1));
    assert_eq!(done(), ["acquire", "release 3"]);
}

/// Catches a panic that leaves the mask on.
#[test]
fn a_panic_restores() {
    let panicked = std::panic::catch_unwind(|| interrupts::free(|_| panic!("in a section")));
    assert!(panicked.is_err());
    assert_eq!(LEVEL.get(), 3);
}

/// Catches an implementation whose inner section ends the outer one: its saved state doesn't fit the byte that critical-section passes.
#[test]
fn critical_sections_nest() {
    critical_section::with(|_| {
        assert_eq!(LEVEL.get(), 99);
        critical_section::with(|_| assert_eq!(LEVEL.get(), 99));
        assert_eq!(LEVEL.get(), 99);
        interrupts::free(|_| ());
        assert_eq!(LEVEL.get(), 99);
    });
    assert_eq!(LEVEL.get(), 3);
    interrupts::free(|_| critical_section::with(|_| ()));
    assert_eq!(LEVEL.get(), 3);
}
