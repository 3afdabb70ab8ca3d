//! Who is running: main or a handler.
//!
//! Source: *Armv7-M Architecture Reference Manual*, B1.4.2 (IPSR) and B1.4.4 (CONTROL.nPRIV); *Armv6-M*, likewise.

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

/// The number of the exception whose handler runs; 0 in main. (MRS gives zeros for the bits that IPSR hasn't: *Armv7-M*, B5.2.2.)
#[inline(always)]
pub(super) fn exception() -> u32 {
    let ipsr: u32;
    // SAFETY: reads a special register.
    unsafe {
        core::arch::asm!("mrs {ipsr}, IPSR", ipsr = out(reg) ipsr, options(nomem, nostack, preserves_flags));
    };
    ipsr
}
