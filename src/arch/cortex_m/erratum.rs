//! Cortex-M7 r0p1: its BASEPRI lets one more interrupt in, unless it is raised under PRIMASK (the feature `cortex-m7-r0p1`).
//!
//! Contract: on that core no lock is taken without the feature. The target doesn't tell a Cortex-M7 from an M4, nor one revision from another, so `main!` and `Main::take` ask the core.
//!
//! Source: *Cortex-M7 r0p1 Software Developers Errata Notice*, 837070; CPUID at *Armv7-M Architecture Reference Manual*, B3.2.3.

/// Whether CPUID is that of a Cortex-M7 r0p0 or r0p1.
const fn is_affected(cpuid: u32) -> bool {
    cpuid & !1 == 0x410f_c270
}
const _: () = assert!(is_affected(0x410f_c271)); // STM32F746, r0p1
const _: () = assert!(!is_affected(0x411f_c270) && !is_affected(0x411f_c272)); // STM32H743, r1p1; r1p2
const _: () = assert!(!is_affected(0x410f_c241)); // a Cortex-M4, r0p1

/// Panics on a core on which locks would let an interrupt in.
#[inline(always)]
pub(crate) fn refuse_affected() {
    const CPUID: *const u32 = 0xE000_ED00 as *const u32;
    // SAFETY: the register exists on every Cortex-M.
    if is_affected(unsafe { CPUID.read_volatile() }) {
        affected();
    }
}

#[cold]
#[inline(never)]
fn affected() -> ! {
    panic!(
        "irqshare: this is a Cortex-M7 r0p1, whose BASEPRI lets an interrupt into a lock (erratum 837070): enable the feature `cortex-m7-r0p1`"
    )
}
