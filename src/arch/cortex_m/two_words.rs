//! `ldrd`, of v7-M and v8-M.main, loads two words: restarted if an interrupt strikes, never continued (*Armv7-M Architecture Reference Manual*, B1.5.10 lists the instructions that may be continued: LDM and STM alone). `strd`
//! won't do: it may be restarted after half of it was stored.

use core::mem::MaybeUninit;

/// Whether two words are loaded as if by one instruction.
pub(crate) const LOADS_TWO: bool = true;

/// Eight bytes by one `ldrd`. Asm, since the compiler doesn't promise to choose it.
///
/// # Safety
/// `from` is valid for reads and aligned to 4.
#[inline(always)]
pub(crate) unsafe fn load_eight(from: *const MaybeUninit<u64>) -> [MaybeUninit<u32>; 2] {
    let (low, high): (MaybeUninit<u32>, MaybeUninit<u32>);
    // SAFETY: a load. `readonly` isn't given, so that it is ordered among volatile accesses. The outputs are not `lateout`, so neither
    // register is the base (Cortex-M3 erratum 602117).
    unsafe {
        core::arch::asm!(
            "ldrd {low}, {high}, [{from}]",
            from = in(reg) from, low = out(reg) low, high = out(reg) high,
            options(nostack, preserves_flags),
        );
    }
    [low, high]
}
