//! What a run changed in statics is undone before the next: no schedule sees what another left.
//!
//! Each body would fail in its second run if its static kept what the first one did.

mod common;

use common::{fails, one, passes};
use irqshare::Main;
use irqshare::model::{Cpu, FailureKind::NotWatched, Setup};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};

static POKED: AtomicU32 = AtomicU32::new(0);

/// Several runs: a handler that conflicts with main twice.
#[track_caller]
fn in_each_run(body: impl Fn()) {
    let setup = one(Setup::cortex_m(), || _ = POKED.fetch_add(1, SeqCst));
    let report = passes(&setup, move |_: &Cpu, _: &mut Main| {
        POKED.load(SeqCst);
        body();
        POKED.load(SeqCst);
    });
    assert!(report.schedules() >= 3, "one run undoes nothing");
}

#[test]
fn numbers_and_arrays() {
    static mut NUMBER: u64 = 3;
    static mut ARRAY: [u16; 100] = [7; 100];
    static FLAG: AtomicBool = AtomicBool::new(false);
    in_each_run(|| unsafe {
        assert_eq!((NUMBER, ARRAY[50], ARRAY[99], FLAG.load(SeqCst)), (3, 7, 7, false));
        NUMBER = u64::MAX;
        (&mut *&raw mut ARRAY)[40..].fill(9);
        FLAG.swap(true, SeqCst);
    });
}

#[test]
fn a_static_of_a_function() {
    fn next() -> u32 {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        COUNT.fetch_add(1, SeqCst)
    }
    in_each_run(|| assert_eq!((next(), next()), (0, 1)));
}

/// The handler's changes are undone as main's are.
#[test]
fn what_a_handler_changed() {
    static mut SEEN: u32 = 0;
    let counts = || unsafe {
        SEEN += 1;
        assert_eq!({ SEEN }, 1, "what another run left");
    };
    passes(&one(Setup::avr(), counts), |_, _| unsafe {
        let before = SEEN;
        assert!(before <= 1);
        assert!(SEEN >= before);
    });
}

/// A value of an enum, an `Option` and an array behind a `Mutex`: whatever owns no heap.
#[test]
fn values_of_other_types() {
    #[derive(Clone, Copy, PartialEq, Debug)]
    enum State {
        Idle,
        Sending { left: u16 },
    }
    static STATE: Mutex<RefCell<(State, Option<char>)>> = Mutex::new(RefCell::new((State::Idle, None)));
    in_each_run(|| {
        let state = STATE.lock().unwrap();
        assert_eq!(*state.borrow(), (State::Idle, None));
        *state.borrow_mut() = (State::Sending { left: 4 }, Some('x'));
    });
}

/// What owns memory on the heap is refused by its name, whatever the run does with it: undone byte
/// by byte, it would own what was freed.
#[track_caller]
fn is_refused(name: &str, body: impl Fn()) {
    let setup = one(Setup::cortex_m(), || _ = POKED.fetch_add(1, SeqCst));
    let failure = fails(&setup, NotWatched, move |_: &Cpu, _: &mut Main| {
        POKED.load(SeqCst);
        body();
        POKED.load(SeqCst);
    });
    assert!(failure.message().contains(name), "{}", failure.message());
}

#[test]
fn a_vec_that_grows() {
    static mut BYTES: Vec<u8> = Vec::new();
    is_refused("BYTES", || unsafe {
        let bytes = &mut *&raw mut BYTES;
        bytes.extend(0..200);
        bytes.shrink_to_fit();
    });
}

#[test]
fn a_box_that_is_freed() {
    static mut BOXED: Option<Box<[u32; 64]>> = None;
    unsafe { BOXED = Some(Box::new([5; 64])) };
    is_refused("BOXED", || unsafe {
        drop((&mut *&raw mut BOXED).take());
        let other = vec![0xff_u32; 64];
        BOXED = Some(Box::new([other[0]; 64]));
    });
}

#[test]
fn a_queue_behind_a_mutex() {
    static QUEUE: Mutex<RefCell<VecDeque<u8>>> = Mutex::new(RefCell::new(VecDeque::new()));
    is_refused("QUEUE", || {
        let queue = QUEUE.lock().unwrap();
        queue.borrow_mut().extend(0..50);
    });
}

/// What two contexts share on the heap isn't watched, so it is refused, whoever comes first.
#[test]
fn a_heap_that_is_shared() {
    use std::cell::Cell;
    use std::rc::Rc;
    let shared = Rc::new(Cell::new(0));
    let handler = shared.clone();
    let setup = one(Setup::cortex_m(), move || handler.set(1));
    fails(&setup, NotWatched, move |_, _| _ = std::hint::black_box(shared.get()));
}

/// The heap itself may be used, as long as no static owns what is on it when the run has ended.
#[test]
fn a_heap_of_main_s_own() {
    static LENGTH: AtomicU32 = AtomicU32::new(0);
    in_each_run(|| {
        let bytes: Vec<u8> = (0..100).collect();
        assert_eq!(LENGTH.swap(bytes.len() as u32, SeqCst), 0);
    });
}

#[test]
fn a_queue_of_heapless() {
    static mut QUEUE: heapless::spsc::Queue<u32, 8> = heapless::spsc::Queue::new();
    in_each_run(|| {
        let queue = unsafe { &mut *&raw mut QUEUE };
        assert!(queue.is_empty());
        for value in 0..7 {
            queue.enqueue(value).unwrap();
        }
    });
}

#[test]
fn statics_of_c() {
    in_each_run(|| assert_eq!(watched::c::next_in_c(), 1));
}

/// After the check, statics are as they were before it.
#[test]
fn a_check_leaves_nothing_behind() {
    static LEFT: AtomicU32 = AtomicU32::new(0);
    LEFT.store(4, SeqCst);
    in_each_run(|| {
        assert_eq!(LEFT.load(SeqCst), 4);
        LEFT.store(5, SeqCst);
    });
    assert_eq!(LEFT.load(SeqCst), 4);
}
