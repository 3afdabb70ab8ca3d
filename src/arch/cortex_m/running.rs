//! Who is running: main or a handler, and at which priority.
//!
//! Source: *Armv7-M Architecture Reference Manual*, B1.4.2 (IPSR), B1.4.4 (CONTROL.nPRIV), B1.5.2 (the exceptions' numbers); *Armv6-M*, likewise. The priorities are at `priority.rs`.

#[cfg(any(irqshare_mainline, irqshare_mask = "custom"))]
use super::priority::{EXCEPTION_0, LINE_0, read_priority};
#[cfg(any(irqshare_mainline, irqshare_mask = "custom"))]
use crate::mask::Ceiling;

/// The number of the exception that runs, 0 in main; lines are those from 16 on. The other bits of IPSR are zero.
#[inline(always)]
pub(super) fn exception() -> u32 {
    let ipsr: u32;
    // SAFETY: reads a special register, which is the same as long as this context runs.
    unsafe {
        core::arch::asm!("mrs {ipsr}, IPSR", ipsr = out(reg) ipsr, options(pure, nomem, nostack, preserves_flags));
    }
    ipsr
}

/// Whether main is running, in privileged mode: not a handler.
pub(super) fn is_main() -> bool {
    let (ipsr, control): (u32, u32);
    // SAFETY: reads two special registers.
    unsafe {
        core::arch::asm!(
            "mrs {ipsr}, IPSR",
            "mrs {control}, CONTROL",
            ipsr = out(reg) ipsr, control = out(reg) control,
            options(nomem, nostack, preserves_flags),
        );
    }
    ipsr & 0x1ff == 0 && control & 1 == 0
}

/// A number that the running context has for as long as it runs, and no other on this core: an exception doesn't preempt itself.
#[cfg(all(feature = "embassy-sync-08", any(irqshare_mainline, irqshare_mask = "custom")))]
#[inline(always)]
pub(crate) fn context() -> u32 {
    exception() + 1
}

/// Whether the running context is above a ceiling, so that a lock up to there doesn't hold it off: by the priority that the hardware has now. NMI and HardFault are above all that can be written,
/// and main is below.
///
/// Above the top ceiling there are those two alone, which aren't looked for: the cost of a lock there is that of PRIMASK.
#[cfg(any(irqshare_mainline, irqshare_mask = "custom"))]
#[inline(always)]
pub(crate) fn runs_above(ceiling: Ceiling) -> bool {
    const NMI: u32 = 2;
    const HARD_FAULT: u32 = 3;
    const LINE: u32 = 16;
    let level = u16::from(ceiling.basepri());
    if level == 0 {
        return false;
    }
    let exception = exception();
    if exception == 0 {
        return false;
    }
    let before = if exception < LINE { EXCEPTION_0 as usize } else { LINE_0 as usize - LINE as usize };
    // SAFETY: that is where the priority of a running exception is, but for NMI and HardFault, of which it isn't asked. A handler is privileged, so it may read it.
    matches!(exception, NMI | HARD_FAULT) || unsafe { read_priority(before + exception as usize) } < level
}
