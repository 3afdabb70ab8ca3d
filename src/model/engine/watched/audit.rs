//! Audited runs: some code accesses statics without a callback before. Such an access is no point,
//! so a check would pass that never tried what comes in between. In the first runs of a check, and
//! where code is new to it, that is looked for.
//!
//! While code of the program's runs, the pages are closed that have watched statics. An access
//! faults, and the handler of that signal looks whether the last callback announced it. Then the
//! pages are open for one instruction.
//!
//! Contract: an audit finds, and changes nothing. Another thread of the process that needs a closed
//! page waits until the engine runs. If that takes too long, it is let through, and the next run is
//! audited in this one's place: meanwhile an access may have passed that isn't announced.
//!
//! While the pages are closed, the handlers of signals use nothing but the state here and that of
//! the callbacks, which have pages of their own, the stack and the heap. If another thread closes
//! pages while a handler uses more, because the program's thread is judged, that faults, too, and is
//! let through: the handlers may interrupt themselves.

use super::gate::PROGRAM;
use super::kinds::{RANGE_READ, RANGE_WRITE};
use crate::model::engine::bytes::Bytes;
use core::cell::{Cell, UnsafeCell};
use core::ffi::{c_int, c_void};
use core::ops::Range;
use core::sync::atomic::{
    AtomicBool, AtomicPtr, AtomicUsize,
    Ordering::{Acquire, Relaxed, Release},
};
use std::boxed::Box;
use std::vec::Vec;

// What it needs of the architecture.
unsafe extern "C" {
    safe fn irqshare_step_is_known() -> bool;
    safe fn irqshare_step_mode() -> u8;
    safe fn irqshare_step_is_audited() -> bool;
    safe fn irqshare_step_set_audited(audited: bool);
    safe fn irqshare_step_is_stack(address: usize) -> bool;
    safe fn irqshare_step_is_callback(address: usize) -> bool;
    safe fn irqshare_step_gate() -> usize;
    fn irqshare_step_pc(context: *mut c_void) -> usize;
    fn irqshare_step_sp(context: *mut c_void) -> usize;
    fn irqshare_step_set(context: *mut c_void, steps: bool) -> bool;
    fn irqshare_step_protect(from: usize, size: usize, rights: i32);
}

/// So many runs of a check are audited as they are.
pub(super) const FIRST: u32 = 8;
/// No more of these are when there were so many changes from the program to the engine and back: an
/// audit takes about 10 us for each.
pub(super) const MOST_CHANGES: u32 = 4_000;
/// The same where code runs that didn't before. Such code comes to an end.
pub(super) const MOST_CHANGES_NEW: u32 = 200_000;
/// So many stretches of pages are closed. A program that has its statics in more is audited in the
/// first ones.
const PARTS: usize = 32;
/// So many calls are told of an access.
const CALLS: usize = 32;
/// An access is so near to its callback, in bytes of code: they are in one function.
const NEAR: usize = 8192;
/// An instruction that faults so often, one time after the other, is one for a block.
const STEPS: u32 = 64;

/// So many milliseconds another thread waits for pages.
const PATIENCE: i64 = 20;

/// What a callback said, and where it returned to.
#[derive(Clone, Copy)]
struct Announced {
    bytes: Bytes,
    kind: u32,
    pc: usize,
}

/// The number of the watched static that has an address, of what is watched and its memory.
pub(super) type Judge = unsafe fn(watched: *const c_void, memory: *const c_void, usize) -> Option<u32>;

/// An access that no callback announced.
#[derive(Clone, Copy)]
struct Found {
    number: u32,
    /// Return addresses, the innermost first.
    calls: [usize; CALLS],
    len: usize,
}

/// What the handlers of signals know. It has pages of its own, which are of 64 KiB at most.
#[repr(C, align(65536))]
struct State {
    parts: [[AtomicUsize; 2]; PARTS],
    watched: AtomicPtr<c_void>,
    memory: AtomicPtr<c_void>,
    /// An access of the program's is judged: nobody closes anything.
    judges: AtomicBool,
    /// Another thread opened pages while the program's code ran: the audit may have missed something.
    disturbed: AtomicBool,
    of_thread: Own,
}

/// What only the thread that is watched uses, and the handler of a signal that it gets.
struct Own {
    last: Cell<[Option<Announced>; 2]>,
    found: Cell<Option<Found>>,
    judge: Cell<Option<Judge>>,
    /// The instruction that faulted last, and how often by now.
    faulted: Cell<(usize, u32)>,
    changes: Cell<u32>,
    stack: UnsafeCell<Option<libc::stack_t>>,
}

// SAFETY: the atomics are; all else is used by one thread, in which runs take turns.
unsafe impl Sync for State {}

static STATE: State = State {
    parts: [const { [const { AtomicUsize::new(0) }; 2] }; PARTS],
    watched: AtomicPtr::new(core::ptr::null_mut()),
    memory: AtomicPtr::new(core::ptr::null_mut()),
    judges: AtomicBool::new(false),
    disturbed: AtomicBool::new(false),
    of_thread: Own {
        last: Cell::new([None; 2]),
        found: Cell::new(None),
        judge: Cell::new(None),
        faulted: Cell::new((0, 0)),
        changes: Cell::new(0),
        stack: UnsafeCell::new(None),
    },
};

impl State {
    /// Lets accesses through, or none.
    fn set(&self, open: bool) {
        let rights = if open { libc::PROT_READ | libc::PROT_WRITE } else { libc::PROT_NONE };
        for part in &self.parts {
            let end = part[1].load(Acquire);
            if end == 0 {
                return;
            }
            let start = part[0].load(Relaxed);
            // SAFETY: the program's data, of which nothing else has changed the rights; who meets
            // closed pages gets the signal.
            unsafe { irqshare_step_protect(start, end - start, rights) }
        }
    }

    fn has(&self, address: usize) -> bool {
        for part in &self.parts {
            let end = part[1].load(Acquire);
            if end == 0 {
                return false;
            }
            if address >= part[0].load(Relaxed) && address < end {
                return true;
            }
        }
        false
    }
}

/// The mode is about to change, in a run that is audited.
#[unsafe(no_mangle)]
extern "C" fn irqshare_watched_mode(mode: u8) {
    let own = &STATE.of_thread;
    own.changes.set(own.changes.get().saturating_add(1));
    STATE.set(mode != PROGRAM);
}

/// Serves a fault that an audit made. Whether it did.
pub(super) fn serves(address: usize, context: *mut c_void) -> bool {
    if !STATE.has(address) {
        return false;
    }
    // SAFETY: the handler of the signal was given it.
    let (pc, sp) = unsafe { (irqshare_step_pc(context), irqshare_step_sp(context)) };
    if irqshare_step_is_audited() && !irqshare_step_is_stack(sp) {
        if waits() {
            return true;
        }
        STATE.disturbed.store(true, Relaxed);
    }
    STATE.set(true);
    if !irqshare_step_is_audited() || STATE.judges.load(Relaxed) {
        return true;
    }
    if irqshare_step_is_stack(sp) {
        if irqshare_step_mode() != PROGRAM {
            return true;
        }
        STATE.judges.store(true, Relaxed);
        judge(address, pc);
        STATE.judges.store(false, Relaxed);
        let (last, times) = STATE.of_thread.faulted.get();
        let times = if last == pc { times + 1 } else { 0 };
        STATE.of_thread.faulted.set((pc, times));
        if times >= STEPS {
            return true;
        }
    }
    // SAFETY: as before.
    unsafe { irqshare_step_set(context, true) };
    true
}

/// Another thread waits until the engine has opened the pages. False if the program doesn't come to
/// that for a while, perhaps because it waits for this thread.
fn waits() -> bool {
    let began = milliseconds();
    while irqshare_step_is_audited() && irqshare_step_mode() == PROGRAM {
        if STATE.judges.load(Relaxed) || milliseconds().wrapping_sub(began) > PATIENCE {
            return false;
        }
        // SAFETY: it takes nothing.
        unsafe { libc::sched_yield() };
    }
    true
}

fn milliseconds() -> i64 {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the time is there to be written.
    unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &raw mut now) };
    now.tv_sec * 1000 + now.tv_nsec / 1_000_000
}

/// Ends a step. Whether there was one.
pub(super) fn ends_step(context: *mut c_void) -> bool {
    // SAFETY: the handler of the signal was given it.
    if !unsafe { irqshare_step_set(context, false) } {
        return false;
    }
    if irqshare_step_is_audited() && irqshare_step_mode() == PROGRAM && !STATE.judges.load(Relaxed) {
        STATE.set(false);
    }
    true
}

/// Notes an access to a watched static, if it wasn't announced.
fn judge(address: usize, pc: usize) {
    let own = &STATE.of_thread;
    if own.found.get().is_some() || is_announced(address, pc) {
        return;
    }
    let Some(judge) = own.judge.get() else { return };
    // SAFETY: the run that is under way has set them, and outlives it.
    let number = unsafe { judge(STATE.watched.load(Relaxed), STATE.memory.load(Relaxed), address) };
    let Some(number) = number else { return };
    own.found.set(Some(calls(number, pc)));
}

fn is_announced(address: usize, pc: usize) -> bool {
    let [last, before] = STATE.of_thread.last.get();
    let has = |announced: &Announced| {
        let near = irqshare_step_is_callback(pc) || pc.abs_diff(announced.pc) < NEAR;
        near && (announced.bytes.start..announced.bytes.end).contains(&address)
    };
    let is_range = |announced: &Announced| matches!(announced.kind, RANGE_READ | RANGE_WRITE);
    let Some(last) = last else { return false };
    has(&last) || is_range(&last) && before.is_some_and(|before| is_range(&before) && has(&before))
}

unsafe extern "C" {
    fn _Unwind_Backtrace(each: extern "C" fn(*mut c_void, *mut c_void) -> c_int, to: *mut c_void) -> c_int;
    fn _Unwind_GetIP(of: *mut c_void) -> usize;
}

/// The way out of an instruction that the handler of a signal interrupted.
struct Walk {
    pc: usize,
    began: bool,
    found: Found,
}

/// A frame of it. Those of the handler come first.
extern "C" fn frame(frame: *mut c_void, to: *mut c_void) -> c_int {
    // SAFETY: it is the one below, and nothing else uses it meanwhile; and the unwinder gives a
    // frame.
    let (walk, at) = unsafe { (&mut *to.cast::<Walk>(), _Unwind_GetIP(frame)) };
    if !walk.began {
        walk.began = at == walk.pc;
    } else if walk.found.len < CALLS {
        walk.found.calls[walk.found.len] = at;
        walk.found.len += 1;
    }
    0
}

/// The calls that led to an instruction.
fn calls(number: u32, pc: usize) -> Found {
    let mut walk = Walk { pc, began: false, found: Found { number, calls: [0; CALLS], len: 1 } };
    // A place is that of the instruction before an address.
    walk.found.calls[0] = pc + 1;
    // SAFETY: `frame` takes what the unwinder gives, and the walk.
    unsafe { _Unwind_Backtrace(frame, (&raw mut walk).cast()) };
    walk.found
}

/// When runs are audited.
#[derive(Default)]
pub(super) struct Audit {
    pub(super) left: Cell<u32>,
    /// The next run is, since code ran in this one that didn't before.
    pub(super) is_new: Cell<bool>,
}

/// A check begins.
pub(super) fn begins_anew() {
    STATE.of_thread.changes.set(0);
}

/// A run begins. Whether the audit of the one before has to be done again.
pub(super) fn begins() -> bool {
    STATE.of_thread.found.set(None);
    announce([None; 2]);
    STATE.disturbed.swap(false, Relaxed)
}

/// Whether another run may be audited, if so many changes are the most.
pub(super) fn may_more(most: u32) -> bool {
    is_known() && STATE.of_thread.changes.get() < most
}

/// Whether runs can be audited here, and are to be: a debugger gets the signals itself.
pub(super) fn is_known() -> bool {
    static KNOWN: std::sync::OnceLock<bool> = std::sync::OnceLock::new();
    *KNOWN.get_or_init(|| {
        let off = std::env::var_os("IRQSHARE_AUDIT").is_some_and(|set| set == "0");
        !off && !is_debugged() && irqshare_step_is_known()
    })
}

fn is_debugged() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let tracer = status.lines().find_map(|line| line.strip_prefix("TracerPid:"));
    tracer.is_some_and(|id| id.trim() != "0")
}

/// The rest of the run is audited. What is in the pages of `statics`, `judge` knows.
pub(super) fn start(
    statics: impl Iterator<Item = usize>,
    (watched, memory): (*const c_void, *const c_void),
    judge: Judge,
) {
    if irqshare_step_is_audited() || !own_stack() {
        return;
    }
    divide(statics);
    STATE.watched.store(watched.cast_mut(), Relaxed);
    STATE.memory.store(memory.cast_mut(), Relaxed);
    STATE.of_thread.judge.set(Some(judge));
    irqshare_step_set_audited(true);
}

/// Finds the pages with watched statics, of which each address is given. They are the same for each
/// check of a process.
fn divide(statics: impl Iterator<Item = usize>) {
    if STATE.parts[0][1].load(Relaxed) != 0 {
        return;
    }
    // SAFETY: it says a number.
    let size = usize::try_from(unsafe { libc::sysconf(libc::_SC_PAGESIZE) }).unwrap_or(4096);
    let own = core::ptr::from_ref(&STATE).addr();
    let gate = irqshare_step_gate();
    let open = [gate..gate + size, own..own + size_of::<State>()];
    let is_open = |page: usize| open.iter().any(|open| page < open.end && open.start < page + size);
    let mut parts: Vec<Range<usize>> = Vec::new();
    for page in statics.map(|address| address / size * size) {
        match parts.last_mut() {
            Some(last) if page < last.end => {}
            _ if is_open(page) => {}
            Some(last) if page == last.end => last.end += size,
            _ => parts.push(page..page + size),
        }
    }
    for (part, known) in parts.iter().zip(&STATE.parts) {
        known[0].store(part.start, Relaxed);
        known[1].store(part.end, Release);
    }
}

/// What the last callback said, for the next.
pub(super) fn last() -> Before {
    Before(STATE.of_thread.last.get()[0])
}

fn announce(what: [Option<Announced>; 2]) {
    STATE.of_thread.last.set(what);
}

/// No access is announced.
pub(super) fn announces_nothing() {
    announce([None; 2]);
}

/// An access comes next.
pub(super) fn announces(bytes: Bytes, kind: u32, pc: usize, before: &Before) {
    announce([Some(Announced { bytes, kind, pc }), before.0]);
}

/// What wasn't announced: the number of a static, and return addresses, the innermost first.
pub(super) fn take_found() -> Option<(u32, Box<[usize]>)> {
    let found = STATE.of_thread.found.take()?;
    Some((found.number, found.calls[..found.len].into()))
}

/// What a callback said before this one.
pub(in crate::model::engine) struct Before(Option<Announced>);

/// The audit of a run ends when this is dropped.
pub(super) struct Audited;

impl Drop for Audited {
    fn drop(&mut self) {
        if !irqshare_step_is_audited() {
            return;
        }
        irqshare_step_set_audited(false);
        STATE.set(true);
        // SAFETY: nothing runs on the stack for signals, which gets back what it was before.
        unsafe {
            if let Some(before) = (*STATE.of_thread.stack.get()).take() {
                libc::sigaltstack(&raw const before, core::ptr::null_mut());
            }
        }
    }
}

/// Gives the handlers of signals a stack of their own, which isn't watched. Whether it could.
fn own_stack() -> bool {
    const SIZE: usize = 0x2_0000;
    std::thread_local! {
        static STACK: Box<[u8]> = std::vec![0; SIZE].into();
    }
    STACK.with(|stack| {
        let wanted = libc::stack_t { ss_sp: stack.as_ptr().cast_mut().cast(), ss_flags: 0, ss_size: SIZE };
        let mut before = core::mem::MaybeUninit::uninit();
        // SAFETY: so many bytes are there, as long as the thread is; nothing else uses them.
        unsafe {
            if libc::sigaltstack(&raw const wanted, before.as_mut_ptr()) != 0 {
                return false;
            }
            *STATE.of_thread.stack.get() = Some(before.assume_init());
        }
        true
    })
}
