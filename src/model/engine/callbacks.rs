//! What the callbacks in assembly call. They are called on the thread that runs the model alone,
//! and never from the engine.

use super::bytes::Bytes;
use super::machine::{Machine, if_running, if_running_watched};
use super::watched::{
    ATOMIC_LOAD, Caller, Calls, RANGE_READ, READ, UNALIGNED_READ, Watched, as_engine, leave, leaves_program,
};
use core::cmp::Ordering::Equal;
use core::ffi::{CStr, c_char};
use std::format;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Does it with the machine. If that ends the run, the code that called doesn't know.
pub(in crate::model) fn contained(f: impl FnOnce(&Machine<'_>, &Watched)) {
    if_running_watched(|machine, watched| {
        watched.calls_back();
        if watched.is_over() {
            return watched.outlives();
        }
        if let Err(why) = catch_unwind(AssertUnwindSafe(|| f(machine, watched))) {
            watched.ends(why);
        }
        watched.announces_nothing();
        goes_on(machine, watched);
    });
}

/// Behind a callback: if it came from where none came before, what is there calls back, or is
/// refused.
#[inline]
fn goes_on(machine: &Machine<'_>, watched: &Watched) {
    if watched.is_new() {
        watched.audits_more(machine.memory());
    }
}

/// Notes who calls, behind what the last callback announced; of which there is mostly nothing.
fn settled(f: impl FnOnce(&mut Calls)) {
    if_running_watched(|machine, watched| {
        if watched.is_over() || !watched.is_settled() {
            contained(|m, w| m.settle(w));
        } else {
            watched.calls_back();
            watched.announces_nothing();
        }
        if !watched.is_over() {
            f(&mut watched.calls.borrow_mut());
            goes_on(machine, watched);
        }
    });
}

/// Runs what belongs to a test, and isn't watched.
pub(in crate::model) fn unwatched<R>(f: impl FnOnce() -> R) -> R {
    if_running(|_| ());
    as_engine(f)
}

/// `sp` is where the frame ends that accesses.
#[unsafe(no_mangle)]
extern "C" fn irqshare_watched_access(
    address: usize,
    size: usize,
    kind: u32,
    pc: usize,
    expected: u64,
    sp: usize,
) {
    if !matches!(kind, READ | UNALIGNED_READ | ATOMIC_LOAD | RANGE_READ) {
        // Whatever becomes of the run, this is written.
        if_running_watched(|_, w| w.will_write(address, size));
    }
    leaves_program(sp);
    let mut before = None;
    contained(|m, w| {
        before = Some(w.announced());
        m.watched_access(w, (address, size), (kind, expected), Caller { pc, sp });
    });
    if let Some(before) = before {
        if_running_watched(|_, w| w.announces(Bytes::of(address, size), kind, pc, &before));
    }
}

#[unsafe(no_mangle)]
extern "C" fn irqshare_watched_copy(to: usize, from: usize, size: usize, pc: usize, _: u32, sp: usize) {
    if_running_watched(|_, w| w.will_write(to, size));
    let mut copied = false;
    leaves_program(sp);
    contained(|m, w| copied = m.watched_copy(w, to, from, size, Caller { pc, sp }));
    if !copied {
        // SAFETY: the program copies so many bytes from there to there.
        unsafe {
            core::ptr::copy(
                core::ptr::with_exposed_provenance::<u8>(from),
                core::ptr::with_exposed_provenance_mut(to),
                size,
            );
        }
    }
}

#[unsafe(no_mangle)]
extern "C" fn irqshare_watched_set(to: usize, byte: u32, size: usize, pc: usize, _: u32, sp: usize) {
    if_running_watched(|_, w| w.will_write(to, size));
    let byte = byte.to_le_bytes()[0];
    let mut done = false;
    leaves_program(sp);
    contained(|m, w| done = m.watched_set(w, to, byte, size, Caller { pc, sp }));
    if !done {
        // SAFETY: the program sets so many bytes there.
        unsafe { core::ptr::write_bytes(core::ptr::with_exposed_provenance_mut::<u8>(to), byte, size) }
    }
}

#[unsafe(no_mangle)]
extern "C" fn irqshare_watched_compare(a: usize, b: usize, size: usize, pc: usize, _: u32, sp: usize) -> i32 {
    let mut order = None;
    leaves_program(sp);
    contained(|m, w| order = m.watched_compare(w, (a, b), size, Caller { pc, sp }));
    // SAFETY: the program compares so many bytes there.
    let bytes =
        |at| unsafe { core::slice::from_raw_parts(core::ptr::with_exposed_provenance::<u8>(at), size) };
    let order = order.unwrap_or_else(|| if size == 0 { Equal } else { bytes(a).cmp(bytes(b)) });
    order as i32
}

#[unsafe(no_mangle)]
extern "C" fn irqshare_watched_free(block: usize) {
    if block != 0 {
        if_running_watched(|_, w| w.heap.borrow_mut().freed(block));
    }
}

/// What `assert` of C calls: it ends the run, as a panic of Rust's does.
#[unsafe(no_mangle)]
extern "C" fn irqshare_watched_assert(what: *const c_char, file: *const c_char, line: u32) {
    // SAFETY: strings of C's, says who calls it.
    let text = |text: *const c_char| unsafe { CStr::from_ptr(text) }.to_string_lossy();
    let message = format!("assertion failed: {} (at {}:{line})", text(what), text(file));
    let mut ends = false;
    if_running_watched(|_, w| ends = !w.is_over());
    contained(|m, w| {
        m.settle(w);
        m.assertion_fails(message.clone());
    });
    if ends && !std::thread::panicking() {
        leave();
    }
    let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("{message}\n").as_bytes());
    std::process::abort();
}

/// Finds the C library's functions, whose names this program has taken.
#[unsafe(no_mangle)]
extern "C" fn irqshare_watch_finds() {
    unsafe extern "C" {
        static mut irqshare_real: [usize; 4];
    }
    for (at, name) in [c"memcpy", c"memmove", c"memset", c"memcmp"].into_iter().enumerate() {
        // SAFETY: the name is a string of C's. Nothing runs yet that could look meanwhile, and the
        // functions are what they are called.
        unsafe { irqshare_real[at] = libc::dlsym(libc::RTLD_NEXT, name.as_ptr()).addr() };
    }
}

#[unsafe(no_mangle)]
extern "C" fn irqshare_watched_call(from: usize, sp: usize) {
    leaves_program(sp);
    settled(|calls| calls.call(Caller { pc: from, sp }));
}

#[unsafe(no_mangle)]
extern "C" fn irqshare_watched_return(sp: usize) {
    leaves_program(sp);
    settled(|calls| calls.end(sp));
}
