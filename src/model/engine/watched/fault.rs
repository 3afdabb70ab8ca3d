//! An access to memory that isn't there: a register of a peripheral that the test doesn't have. The
//! process ends by that, but not without a word.

use super::audit;
use core::ffi::{c_int, c_void};
use core::mem::MaybeUninit;
use core::sync::atomic::{AtomicPtr, Ordering::Relaxed};
use std::boxed::Box;
use std::sync::Once;

/// What handled a signal before.
type Before = AtomicPtr<libc::sigaction>;

/// What handled faults before.
static BEFORE: Before = AtomicPtr::new(core::ptr::null_mut());
/// And what handled the ends of steps.
static BEFORE_STEPS: Before = AtomicPtr::new(core::ptr::null_mut());

type Handler = extern "C" fn(c_int, *mut libc::siginfo_t, *mut c_void);

/// From here on such an access says which it is, and audits are served.
pub(super) fn notice() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        handle(libc::SIGSEGV, fault, &BEFORE);
        handle(libc::SIGTRAP, step, &BEFORE_STEPS);
    });
}

fn handle(signal: c_int, handler: Handler, before: &Before) {
    let mut found = MaybeUninit::<libc::sigaction>::uninit();
    // SAFETY: a signal's action is numbers, of which 0 is a value.
    let mut action: libc::sigaction = unsafe { core::mem::zeroed() };
    action.sa_sigaction = handler as *const () as usize;
    // An access of the handler's own may be to a page that another thread closes meanwhile.
    action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK | libc::SA_NODEFER;
    // SAFETY: both are there, and the handlers do only what a handler of a signal may.
    if unsafe { libc::sigaction(signal, &raw const action, found.as_mut_ptr()) } == 0 {
        // SAFETY: the call filled it.
        before.store(Box::into_raw(Box::new(unsafe { found.assume_init() })), Relaxed);
    }
}

extern "C" fn step(signal: c_int, _: *mut libc::siginfo_t, context: *mut c_void) {
    if !audit::ends_step(context) {
        restore(signal, &BEFORE_STEPS);
        // SAFETY: it is sent again, for what handled it before: the instruction that caused it is
        // done.
        unsafe { libc::raise(signal) };
    }
}

extern "C" fn fault(signal: c_int, info: *mut libc::siginfo_t, context: *mut c_void) {
    // SAFETY: the kernel gives what a fault is about.
    let address = unsafe { (*info).si_addr() }.addr();
    if audit::serves(address, context) {
        return;
    }
    if (0x20..1 << 32).contains(&address) {
        tell(address);
    }
    // The access is tried again, and goes there.
    restore(signal, &BEFORE);
}

/// What was there before handles a signal again.
fn restore(signal: c_int, before: &Before) {
    let before = before.load(Relaxed);
    // SAFETY: what was there before, as `sigaction` gave it; or else what ends the process.
    unsafe {
        if before.is_null() {
            libc::signal(signal, libc::SIG_DFL);
        } else {
            libc::sigaction(signal, before, core::ptr::null_mut());
        }
    }
}

/// Writes it without what a handler of a signal may not call.
fn tell(address: usize) {
    let mut digits = *b"0x00000000";
    for (at, digit) in digits[2..].iter_mut().enumerate() {
        let four = address >> (28 - 4 * at) & 0xf;
        *digit = b"0123456789abcdef"[four];
    }
    let parts: [&[u8]; 3] = [
        b"\nirqshare model: the program accesses ",
        &digits,
        b", where the test has nothing, and the process ends by that. If it is a register: add its peripheral (`.peripheral(address, size, reacts)`), or the core's own (`.core_peripherals()`)\n",
    ];
    for part in parts {
        // SAFETY: so many bytes are there.
        unsafe { libc::write(2, part.as_ptr().cast(), part.len()) };
    }
}
