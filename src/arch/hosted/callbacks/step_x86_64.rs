//! One instruction at a time, on x86-64: what the audits of watched runs need of the architecture.
//!
//! The engine calls it by these names, as the callbacks call the engine.

use core::ffi::c_void;

/// The flag that makes the CPU trap behind the next instruction.
const TRAP: i64 = 0x100;

/// Whether runs can be audited here.
#[unsafe(no_mangle)]
extern "C" fn irqshare_step_is_known() -> bool {
    true
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
