//! Wakers that count what is done to them, refuse it inside of a section, and call back.
//!
//! Four, by number; `will_wake` tells them apart by it. What the executor of a firmware does with a waker, a test does in the hooks.

use super::in_a_section;
use irqshare::Global;
use irqshare::model::Setup;
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::ptr::without_provenance;
use std::sync::atomic::{AtomicI32, Ordering::Relaxed};
use std::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};

const WAKERS: usize = 4;

#[derive(Clone, Copy)]
struct Probe {
    cloned: u32,
    woken: u32,
    on_clone: fn(),
    on_wake: fn(),
    on_drop: fn(),
}

const IDLE: Probe = Probe { cloned: 0, woken: 0, on_clone: || {}, on_wake: || {}, on_drop: || {} };

thread_local! {
    static PROBES: Cell<[Probe; WAKERS]> = const { Cell::new([IDLE; WAKERS]) };
    /// Between runs the cells are reset, which drops what they hold: no CPU is there to ask.
    static RUNNING: Cell<bool> = const { Cell::new(false) };
    static MAY_BE_MASKED: Cell<bool> = const { Cell::new(false) };
}

/// All threads', for a test's last run leaves wakers in the cells, which the next test's reset drops. Checks take turns.
static ALIVE: [AtomicI32; WAKERS] = [const { AtomicI32::new(0) }; WAKERS];

static BETWEEN_RUNS: Global<bool> = Global::new(false);

fn change(who: usize, f: impl FnOnce(&mut Probe)) {
    let mut probes = PROBES.get();
    f(&mut probes[who]);
    PROBES.set(probes);
}

fn of(who: usize) -> Probe {
    PROBES.get()[who]
}

/// Forgets all hooks; the setup's first reset ends a run. Call it before the other resets.
pub fn watched(setup: Setup) -> Setup {
    PROBES.set([IDLE; WAKERS]);
    MAY_BE_MASKED.set(false);
    setup.reset(&BETWEEN_RUNS, || {
        RUNNING.set(false);
        false
    })
}

/// Begins a run: first in a check's body. The cells were reset, so whoever is alive still has leaked.
pub fn begin() {
    for who in 0..WAKERS {
        assert_eq!(alive(who), 0, "waker {who} leaked, or was dropped twice");
        change(who, |probe| (probe.cloned, probe.woken) = (0, 0));
    }
    RUNNING.set(true);
}

/// What a test leaked on purpose is no other test's business.
pub fn forgive(who: usize) {
    ALIVE[who].store(0, Relaxed);
}

/// In this test, wakers are touched within sections: it says so itself.
pub fn may_be_masked() {
    MAY_BE_MASKED.set(true);
}

pub fn on_clone(who: usize, f: fn()) {
    change(who, |probe| probe.on_clone = f);
}

pub fn on_wake(who: usize, f: fn()) {
    change(who, |probe| probe.on_wake = f);
}

pub fn on_drop(who: usize, f: fn()) {
    change(who, |probe| probe.on_drop = f);
}

/// How many of it there are: 1 and its clones.
pub fn alive(who: usize) -> i32 {
    ALIVE[who].load(Relaxed)
}

pub fn cloned(who: usize) -> u32 {
    of(who).cloned
}

pub fn woken(who: usize) -> u32 {
    of(who).woken
}

/// A new one.
pub fn waker(who: usize) -> Waker {
    ALIVE[who].fetch_add(1, Relaxed);
    // SAFETY: the table takes the data as a number, and each function is safe to call from anywhere.
    unsafe { Waker::from_raw(raw(who)) }
}

/// Polls for the task that waker `who` wakes.
pub fn poll<F: Future>(future: Pin<&mut F>, who: usize) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(&waker(who)))
}

fn raw(who: usize) -> RawWaker {
    static TABLE: RawWakerVTable = RawWakerVTable::new(
        |who| {
            let who = who.addr();
            touched("cloned");
            run(of(who).on_clone);
            ALIVE[who].fetch_add(1, Relaxed);
            change(who, |probe| probe.cloned += 1);
            raw(who)
        },
        |who| {
            ALIVE[who.addr()].fetch_sub(1, Relaxed);
            wake(who.addr());
        },
        |who| wake(who.addr()),
        |who| {
            ALIVE[who.addr()].fetch_sub(1, Relaxed);
            touched("dropped");
            run(of(who.addr()).on_drop);
        },
    );
    RawWaker::new(without_provenance(who), &TABLE)
}

fn wake(who: usize) {
    touched("woken");
    change(who, |probe| probe.woken += 1);
    run(of(who).on_wake);
}

fn run(hook: fn()) {
    if RUNNING.get() && !std::thread::panicking() {
        hook();
    }
}

fn touched(how: &str) {
    if RUNNING.get() && !MAY_BE_MASKED.get() && !std::thread::panicking() {
        assert!(!in_a_section(), "a waker is {how} inside of a section");
    }
}
