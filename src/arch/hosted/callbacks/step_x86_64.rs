//! One instruction at a time, on x86-64: what the audits of watched runs need of the architecture.
//!
//! The engine calls it by these names, as the callbacks call the engine.

use core::ffi::c_void;
use core::sync::atomic::{AtomicU8, Ordering::Relaxed};

/// The flag that makes the CPU trap behind the next instruction.
const TRAP: i64 = 0x100;

unsafe extern "C" {
    static irqshare_watch_low: usize;
    static irqshare_watch_high: usize;
    static irqshare_watch_mode: AtomicU8;
    static irqshare_watch_audited: AtomicU8;
    static irqshare_watch_begin: u8;
    static irqshare_watch_end: u8;
}

/// Whether runs are audited here.
#[unsafe(no_mangle)]
extern "C" fn irqshare_step_is_known() -> bool {
    true
}

/// The mode of the thread that is watched.
#[unsafe(no_mangle)]
extern "C" fn irqshare_step_mode() -> u8 {
    // SAFETY: it is a byte of the assembly's, which writes it by one instruction.
    unsafe { irqshare_watch_mode.load(Relaxed) }
}

/// Whether the run that is under way is audited.
#[unsafe(no_mangle)]
extern "C" fn irqshare_step_is_audited() -> bool {
    // SAFETY: as for the mode.
    unsafe { irqshare_watch_audited.load(Relaxed) != 0 }
}

/// From here on each change of the mode calls the engine, or none does.
#[unsafe(no_mangle)]
extern "C" fn irqshare_step_set_audited(audited: bool) {
    // SAFETY: as for the mode.
    unsafe { irqshare_watch_audited.store(audited.into(), Relaxed) }
}

/// Whether an address is on the stack of the thread that is watched.
#[unsafe(no_mangle)]
extern "C" fn irqshare_step_is_stack(address: usize) -> bool {
    // SAFETY: these are words of the assembly's, which change between runs alone; and each of them
    // by one instruction.
    let (low, high) = unsafe {
        ((&raw const irqshare_watch_low).read_volatile(), (&raw const irqshare_watch_high).read_volatile())
    };
    (low..high).contains(&address)
}

/// Whether an address is in the code of the callbacks.
#[unsafe(no_mangle)]
extern "C" fn irqshare_step_is_callback(address: usize) -> bool {
    ((&raw const irqshare_watch_begin).addr()..(&raw const irqshare_watch_end).addr()).contains(&address)
}

/// The page that has the gate's state, and stays open.
#[unsafe(no_mangle)]
extern "C" fn irqshare_step_gate() -> usize {
    (&raw const irqshare_watch_low).addr()
}

/// A register of what a signal interrupted.
///
/// # Safety
/// A handler of a signal was given it, and runs.
unsafe fn register(context: *mut c_void, number: i32) -> *mut i64 {
    let context = context.cast::<libc::ucontext_t>();
    let offset = usize::try_from(number).unwrap_or(0);
    // SAFETY: by the contract it is there; and it has a register of that number.
    unsafe { (&raw mut (*context).uc_mcontext.gregs).cast::<i64>().add(offset) }
}

/// The instruction that a signal interrupted.
///
/// # Safety
/// A handler of a signal was given it, and runs.
#[unsafe(no_mangle)]
unsafe extern "C" fn irqshare_step_pc(context: *mut c_void) -> usize {
    // SAFETY: the caller's; an address is as wide as a register.
    unsafe { register(context, libc::REG_RIP).cast::<usize>().read() }
}

/// Where the stack ended then.
///
/// # Safety
/// A handler of a signal was given it, and runs.
#[unsafe(no_mangle)]
unsafe extern "C" fn irqshare_step_sp(context: *mut c_void) -> usize {
    // SAFETY: the caller's; an address is as wide as a register.
    unsafe { register(context, libc::REG_RSP).cast::<usize>().read() }
}

/// Whether what was interrupted goes one step when the handler returns, or as far as it likes; and
/// whether it went one.
///
/// # Safety
/// A handler of a signal was given it, and runs.
#[unsafe(no_mangle)]
unsafe extern "C" fn irqshare_step_set(context: *mut c_void, steps: bool) -> bool {
    // SAFETY: the caller's; and nothing else uses it meanwhile.
    let flags = unsafe { &mut *register(context, libc::REG_EFL) };
    let stepped = *flags & TRAP != 0;
    *flags = *flags & !TRAP | if steps { TRAP } else { 0 };
    stepped
}

/// Sets what may be done with pages. It uses nothing that may be on them, as the C library's
/// function does, which is found by a table.
///
/// # Safety
/// As that function: `mprotect`.
#[unsafe(no_mangle)]
unsafe extern "C" fn irqshare_step_protect(from: usize, size: usize, rights: i32) {
    // SAFETY: the caller's. The kernel changes the registers that are named.
    unsafe {
        core::arch::asm!(
            "syscall",
            inlateout("rax") libc::SYS_mprotect => _,
            in("rdi") from,
            in("rsi") size,
            in("rdx") i64::from(rights),
            lateout("rcx") _,
            lateout("r11") _,
            options(nostack),
        );
    }
}
