//! What can run on several cores through the provider, under loom: every interleaving of two threads that stand for two cores.
//!
//! `RUSTFLAGS="--cfg loom" cargo test --release --test loom`. Each property has a mutant that loom must catch, or the property's test proves nothing.

#![cfg(loom)]
#![allow(missing_docs)]

mod cores;

use cores::{both, caught};
use irqshare::{CriticalSection, Global, IrqMutex, Main, interrupts};
use loom::sync::Arc;
use loom::sync::atomic::{AtomicU32, Ordering::*};
use loom::thread;

/// A u64 without a section: what a `Global<u64>` would be if it forgot the provider.
struct Naked(loom::cell::UnsafeCell<u64>);
// SAFETY: none; loom is to find that.
unsafe impl Sync for Naked {}

impl Naked {
    fn get(&self) -> u64 {
        // SAFETY: none, as above.
        self.0.with(|value| unsafe { *value })
    }
    fn set(&self, new: u64) {
        // SAFETY: none, as above.
        self.0.with_mut(|value| unsafe { *value = new });
    }
}

const OLD: u64 = 0x1111_1111_1111_1111;
const NEW: u64 = 0x2222_2222_2222_2222;

/// Catches two cores that both get `Main`, each as the first.
#[test]
fn main_is_taken_once() {
    // SAFETY: the one that gets it is main.
    let take = |got: &AtomicU32| got.store(u32::from(unsafe { Main::take() }.is_some()), SeqCst);
    both(
        || (AtomicU32::new(0), AtomicU32::new(0)),
        move |got| take(&got.0),
        move |got| take(&got.1),
        |got| assert_eq!(got.0.load(SeqCst) + got.1.load(SeqCst), 1),
    );
}

/// The mutant: a flag that is looked at, then set, without a section.
#[test]
fn main_taken_without_a_section_is_caught() {
    let take = |(taken, got): &(AtomicU32, AtomicU32)| {
        if taken.load(SeqCst) == 0 {
            taken.store(1, SeqCst);
            got.store(got.load(SeqCst) + 1, SeqCst);
        }
    };
    caught("twice", || {
        both(
            || (AtomicU32::new(0), AtomicU32::new(0)),
            take,
            take,
            |(_, got)| assert_eq!(got.load(SeqCst), 1, "twice"),
        );
    });
}

/// Catches two cores' updates of which one is lost: an atomic word.
#[test]
fn update_of_a_word() {
    both(
        || Global::new(0_u32),
        |g| g.update(|x| x + 1),
        |g| g.update(|x| x + 10),
        |g| assert_eq!(g.get(), 11),
    );
}

/// The mutant: atomic load, then atomic store.
#[test]
fn update_of_a_word_by_hand_is_caught() {
    let add = |g: &AtomicU32| g.store(g.load(SeqCst) + 1, SeqCst);
    caught("lost", || {
        both(|| AtomicU32::new(0), add, add, |g| assert_eq!(g.load(SeqCst), 2, "lost"));
    });
}

/// Catches an `update_in` that is lost beside another core's `update`, or races with it: both are in the provider's section.
#[test]
fn update_within_a_section() {
    let check = |g: &Global<u64>| assert_eq!(g.get(), 11);
    both(
        || Global::new(0_u64),
        |g| interrupts::free(|cs| g.update_in(cs, |x| x + 1)),
        |g| g.update(|x| x + 10),
        check,
    );
    both(
        || Global::new(0_u32),
        |g| interrupts::free(|cs| g.update_in(cs, |x| x + 1)),
        |g| g.update(|x| x + 10),
        |g| assert_eq!(g.get(), 11),
    );
}

/// The mutant: a token that no section stands behind.
#[test]
fn update_within_no_section_is_caught() {
    // SAFETY: none; loom is to find that.
    let forged = |g: &Global<u64>| g.update_in(unsafe { CriticalSection::new() }, |x| x + 1);
    caught("Causality violation", || {
        both(|| Global::new(0_u64), forged, |g| g.update(|x| x + 10), |_| ());
    });
}

/// Catches the same where no atomic carries the type, and a race of plain memory.
#[test]
fn update_of_what_is_wide() {
    both(
        || Global::new(0_u64),
        |g| g.update(|x| x + 1),
        |g| g.update(|x| x + 10),
        |g| assert_eq!(g.get(), 11),
    );
    both(
        || Global::new([0_u8; 3]),
        |g| g.update(|[a, b, c]| [a + 1, b + 1, c + 1]),
        |g| g.update(|[a, b, c]| [a + 2, b + 2, c + 2]),
        |g| assert_eq!(g.get(), [3, 3, 3]),
    );
}

/// The mutant: no section.
#[test]
fn update_of_what_is_wide_without_a_section_is_caught() {
    let add = |g: &Naked| g.set(g.get() + 1);
    caught("Causality violation", || both(|| Naked(loom::cell::UnsafeCell::new(0)), add, add, |_| ()));
}

/// Catches a `get` beside a `set` that sees neither the old value nor the new one, or races.
#[test]
fn get_beside_set() {
    both(
        || Global::new(OLD),
        |g| g.set(NEW),
        |g| assert!([OLD, NEW].contains(&g.get())),
        |g| assert_eq!(g.get(), NEW),
    );
    both(
        || Global::new(1_u32),
        |g| g.set(2),
        |g| assert!([1, 2].contains(&g.get())),
        |g| assert_eq!(g.get(), 2),
    );
}

/// The mutants: no section; and a wide value in two atomic halves.
#[test]
fn get_beside_set_without_a_section_is_caught() {
    caught("Causality violation", || {
        both(|| Naked(loom::cell::UnsafeCell::new(OLD)), |g| g.set(NEW), |g| assert_ne!(g.get(), 0), |_| ());
    });
    caught("torn", || {
        both(
            || (AtomicU32::new(1), AtomicU32::new(1)),
            |g| {
                g.0.store(2, SeqCst);
                g.1.store(2, SeqCst);
            },
            |g| assert_eq!(g.0.load(SeqCst), g.1.load(SeqCst), "torn"),
            |_| (),
        );
    });
}

/// Catches a `set` that an `update` elsewhere overwrites with what it made of the value before: 5, then + 10, or + 10, then 5.
#[test]
fn set_beside_update() {
    both(
        || Global::new(0_u32),
        |g| g.set(5),
        |g| g.update(|x| x + 10),
        |g| assert!([5, 15].contains(&g.get())),
    );
    both(
        || Global::new(0_u64),
        |g| g.set(5),
        |g| g.update(|x| x + 10),
        |g| assert!([5, 15].contains(&g.get())),
    );
}

/// The mutant: the `set` is a store of its own, beside a section that loads and stores. It is why a store goes through the provider as well.
#[test]
fn set_beside_update_without_a_section_is_caught() {
    caught("lost", || {
        both(
            || AtomicU32::new(0),
            |g| g.store(5, SeqCst),
            |g| interrupts::free(|_| g.store(g.load(SeqCst) + 10, SeqCst)),
            |g| assert!([5, 15].contains(&g.load(SeqCst)), "lost"),
        );
    });
}

/// Catches a `replace` that gives one value to two cores.
#[test]
fn replace_gives_each_value_once() {
    loom::model(|| {
        let g = Arc::new(Global::new(0_u32));
        let theirs = Arc::clone(&g);
        let thread = thread::spawn(move || theirs.replace(2));
        let mine = g.replace(1);
        let mut all = [mine, thread.join().expect("no panic"), g.get()];
        all.sort_unstable();
        assert_eq!(all, [0, 1, 2]);
    });
}

/// The mutant: atomic load, then atomic store.
#[test]
fn replace_by_hand_is_caught() {
    caught("given out twice", || {
        loom::model(|| {
            let g = Arc::new(AtomicU32::new(0));
            let theirs = Arc::clone(&g);
            let swap = |g: &AtomicU32, new| {
                let old = g.load(SeqCst);
                g.store(new, SeqCst);
                old
            };
            let thread = thread::spawn(move || swap(&theirs, 2));
            let mine = swap(&g, 1);
            let mut all = [mine, thread.join().expect("no panic"), g.load(SeqCst)];
            all.sort_unstable();
            assert_eq!(all, [0, 1, 2], "given out twice");
        });
    });
}

/// A plain value that loom watches, `Send` and not `Sync`, as a driver is.
struct Watched(loom::cell::UnsafeCell<u32>);

impl Watched {
    fn bump(&self) {
        // SAFETY: within a section nobody else is here; loom checks it.
        self.0.with_mut(|value| unsafe { *value += 1 });
    }
    fn get(&self) -> u32 {
        // SAFETY: as above.
        self.0.with(|value| unsafe { *value })
    }
}

/// Catches a `borrow` in sections of two cores that overlap, and work in one that the next doesn't see.
#[test]
fn mutex_of_a_watched_cell() {
    let bump = |m: &IrqMutex<Watched>| interrupts::free(|cs| m.borrow(cs).bump());
    both(
        || IrqMutex::new(Watched(loom::cell::UnsafeCell::new(0))),
        bump,
        bump,
        |m| assert_eq!(interrupts::free(|cs| m.borrow(cs).get()), 2),
    );
}

/// The mutant: a token without a section.
#[test]
fn mutex_with_a_forged_token_is_caught() {
    let bump = |m: &IrqMutex<Watched>| {
        // SAFETY: none; loom is to find that.
        let cs = unsafe { irqshare::CriticalSection::new() };
        m.borrow(cs).bump();
    };
    caught("Causality violation", || {
        both(|| IrqMutex::new(Watched(loom::cell::UnsafeCell::new(0))), bump, bump, |_| ());
    });
}

/// Catches operations of `IrqMutex<Cell>` that two cores do at once.
#[test]
fn mutex_of_a_cell() {
    both(
        || IrqMutex::new(std::cell::Cell::new(0_u32)),
        |m| interrupts::free(|cs| m.update(cs, |x| x + 1)),
        |m| interrupts::free(|cs| m.update(cs, |x| x + 10)),
        |m| assert_eq!(interrupts::free(|cs| m.get(cs)), 11),
    );
    both(
        || IrqMutex::new(std::cell::Cell::new(0_u32)),
        |m| interrupts::free(|cs| m.set(cs, m.get(cs) + 1)),
        |m| {
            interrupts::free(|cs| m.replace(cs, 5));
        },
        |m| assert!([5, 6].contains(&interrupts::free(|cs| m.take(cs)))),
    );
}

/// The mutant: two sections for one change. (The cell itself is no business of loom's, the sections are.)
#[test]
fn mutex_in_two_sections_is_caught() {
    let add = |m: &IrqMutex<std::cell::Cell<u32>>| {
        let old = interrupts::free(|cs| m.get(cs));
        interrupts::free(|cs| m.set(cs, old + 1));
    };
    caught("lost", || {
        both(
            || IrqMutex::new(std::cell::Cell::new(0)),
            add,
            add,
            |m| assert_eq!(interrupts::free(|cs| m.get(cs)), 2, "lost"),
        );
    });
}

/// Catches a `free` that doesn't close, or doesn't open: two atomics that change together. A section that never ended would block the other core, which loom
/// reports as well.
#[test]
fn free_excludes_the_other_core() {
    both(
        || (AtomicU32::new(0), AtomicU32::new(0)),
        |g| {
            interrupts::free(|_| {
                g.0.store(1, Relaxed);
                g.1.store(1, Relaxed);
            });
        },
        |g| interrupts::free(|_| assert_eq!(g.0.load(Relaxed), g.1.load(Relaxed), "half done")),
        |_| (),
    );
}

/// The mutant: the reader takes no section.
#[test]
fn a_reader_without_a_section_is_caught() {
    caught("half done", || {
        both(
            || (AtomicU32::new(0), AtomicU32::new(0)),
            |g| {
                interrupts::free(|_| {
                    g.0.store(1, SeqCst);
                    g.1.store(1, SeqCst);
                });
            },
            |g| assert_eq!(g.0.load(SeqCst), g.1.load(SeqCst), "half done"),
            |_| (),
        );
    });
}
