//! One instruction at a time, on aarch64: what the audits of watched runs need of the architecture.
//!
//! No flag makes the CPU trap behind an instruction there. So the instruction is copied to a page of
//! its own, with a breakpoint behind it, and is done in that place. It is a load or a store, and
//! those don't depend on where they are, but for what `is_movable` refuses.

use core::ffi::c_void;
use core::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::OnceLock;

unsafe extern "C" {
    safe fn irqshare_step_is_stack(address: usize) -> bool;
}

/// `brk #0`.
const BREAKPOINT: u32 = 0xd420_0000;
/// An instruction and the breakpoint.
const SIZE: usize = 8;

/// It has pages of its own, which stay open.
#[repr(C, align(65536))]
struct Slot {
    /// Where instructions are copied to; 0 until a check begins, or where the system doesn't let
    /// code be written.
    at: AtomicUsize,
    /// Where the one that is there came from.
    from: AtomicUsize,
}

static SLOT: Slot = Slot { at: AtomicUsize::new(0), from: AtomicUsize::new(0) };

/// Whether runs can be audited here.
#[unsafe(no_mangle)]
extern "C" fn irqshare_step_is_known() -> bool {
    static ONCE: OnceLock<bool> = OnceLock::new();
    *ONCE.get_or_init(|| {
        let rights = libc::PROT_READ | libc::PROT_WRITE | libc::PROT_EXEC;
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
        // SAFETY: the system chooses where.
        let at = unsafe { libc::mmap(core::ptr::null_mut(), SIZE, rights, flags, -1, 0) };
        if at == libc::MAP_FAILED {
            return false;
        }
        SLOT.at.store(at.addr(), Relaxed);
        true
    })
}

/// What a signal interrupted.
///
/// # Safety
/// A handler of a signal was given it, and runs.
unsafe fn machine<'a>(context: *mut c_void) -> &'a mut libc::mcontext_t {
    // SAFETY: by the contract it is there, and nothing else uses it meanwhile.
    unsafe { &mut (*context.cast::<libc::ucontext_t>()).uc_mcontext }
}

/// The instruction that a signal interrupted.
///
/// # Safety
/// A handler of a signal was given it, and runs.
#[unsafe(no_mangle)]
unsafe extern "C" fn irqshare_step_pc(context: *mut c_void) -> usize {
    // SAFETY: the caller's.
    unsafe { machine(context) }.pc as usize
}

/// Where the stack ended then.
///
/// # Safety
/// A handler of a signal was given it, and runs.
#[unsafe(no_mangle)]
unsafe extern "C" fn irqshare_step_sp(context: *mut c_void) -> usize {
    // SAFETY: the caller's.
    unsafe { machine(context) }.sp as usize
}

/// Whether what was interrupted goes one step when the handler returns, or as far as it likes; and
/// whether it went one. Only the thread that is watched does, and not where an instruction has to
/// stay in its place: then what was opened stays so until the engine returns.
///
/// # Safety
/// A handler of a signal was given it, and runs.
#[unsafe(no_mangle)]
unsafe extern "C" fn irqshare_step_set(context: *mut c_void, steps: bool) -> bool {
    // SAFETY: the caller's.
    let machine = unsafe { machine(context) };
    let (pc, at) = (machine.pc as usize, SLOT.at.load(Relaxed));
    if !steps {
        let stepped = at != 0 && pc == at + 4;
        if stepped {
            machine.pc = SLOT.from.load(Relaxed) as u64 + 4;
        }
        return stepped;
    }
    if at == 0 || pc == at || !irqshare_step_is_stack(machine.sp as usize) {
        return false;
    }
    // SAFETY: the instruction was about to be done.
    let instruction = unsafe { core::ptr::with_exposed_provenance::<u32>(pc).read() };
    if !is_movable(instruction) {
        return false;
    }
    SLOT.from.store(pc, Relaxed);
    // SAFETY: the page was made for it, and no other thread uses it. Both lie in one line of the
    // caches, of 16 bytes at least.
    unsafe {
        let slot = core::ptr::with_exposed_provenance_mut::<u32>(at);
        slot.write(instruction);
        slot.add(1).write(BREAKPOINT);
        core::arch::asm!(
            "dc cvau, {at}",
            "dsb ish",
            "ic ivau, {at}",
            "dsb ish",
            "isb",
            at = in(reg) at,
            options(nostack, preserves_flags),
        );
    }
    machine.pc = at as u64;
    false
}

/// Whether a load or a store does the same elsewhere, with a trap behind it (Arm Architecture
/// Reference Manual for A-profile, C4.1, "Loads and Stores").
fn is_movable(instruction: u32) -> bool {
    // Exclusives: an exception between both of a pair clears the monitor.
    let is_exclusive = instruction & 0x3f80_0000 == 0x0800_0000;
    // From an address beside the instruction.
    let is_literal = instruction & 0x3b00_0000 == 0x1800_0000;
    // One of three that have to stand in a row.
    let is_block = instruction & 0x3b20_0c00 == 0x1900_0400;
    !(is_exclusive || is_literal || is_block)
}

/// Sets what may be done with pages. It uses nothing that may be on them, as the C library's
/// function does, which is found by a table.
///
/// # Safety
/// As that function: `mprotect`.
#[unsafe(no_mangle)]
unsafe extern "C" fn irqshare_step_protect(from: usize, size: usize, rights: i32) {
    // SAFETY: the caller's. The kernel changes the register that is named.
    unsafe {
        core::arch::asm!(
            "svc #0",
            in("x8") libc::SYS_mprotect,
            inlateout("x0") from => _,
            in("x1") size,
            in("x2") i64::from(rights),
            options(nostack),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::is_movable;

    #[test]
    fn what_stays_in_its_place() {
        assert!(is_movable(0xb940_0000), "ldr w0, [x0]");
        assert!(is_movable(0xa940_0400), "ldp x0, x1, [x0]");
        assert!(is_movable(0x3860_6801), "ldrb w1, [x0, x0]");
        assert!(is_movable(0xb820_0001), "ldadd w0, w1, [x0]");
        assert!(is_movable(0x88df_fc00), "ldar w0, [x0]");
        assert!(is_movable(0x88a0_7c01), "cas w0, w1, [x0]");
        assert!(!is_movable(0x885f_7c00), "ldxr w0, [x0]");
        assert!(!is_movable(0x8801_7c00), "stxr w1, w0, [x0]");
        assert!(!is_movable(0x1800_0000), "ldr w0, a label");
        assert!(!is_movable(0x1901_0440), "cpyfp");
    }
}
