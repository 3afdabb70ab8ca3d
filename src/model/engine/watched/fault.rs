//! An access to memory that isn't there: a register of a peripheral that the test doesn't have. The process ends by that,
//! but not without a word.

use core::ffi::{c_int, c_void};
use core::mem::MaybeUninit;
use core::sync::atomic::{AtomicPtr, Ordering::Relaxed};
use std::boxed::Box;
use std::sync::Once;

/// What handled the signal before.
static BEFORE: AtomicPtr<libc::sigaction> = AtomicPtr::new(core::ptr::null_mut());

/// From here on such an access says which it is.
pub(super) fn notice() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let mut before = MaybeUninit::<libc::sigaction>::uninit();
        // SAFETY: a signal's action is numbers, of which 0 is a value.
        let mut action: libc::sigaction = unsafe { core::mem::zeroed() };
        let handler: extern "C" fn(c_int, *mut libc::siginfo_t, *mut c_void) = fault;
        action.sa_sigaction = handler as *const () as usize;
        action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
        // SAFETY: both are there, and `fault` does only what a handler of a signal may.
        if unsafe { libc::sigaction(libc::SIGSEGV, &raw const action, before.as_mut_ptr()) } == 0 {
            // SAFETY: the call filled it.
            BEFORE.store(Box::into_raw(Box::new(unsafe { before.assume_init() })), Relaxed);
        }
    });
}

extern "C" fn fault(signal: c_int, info: *mut libc::siginfo_t, _: *mut c_void) {
    // SAFETY: the kernel gives what a fault is about.
    let address = unsafe { (*info).si_addr() }.addr();
    if (0x20..1 << 32).contains(&address) {
        tell(address);
    }
    let before = BEFORE.load(Relaxed);
    // SAFETY: what was there before, as `sigaction` gave it; or else what ends the process. The access is tried again, and goes there.
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
