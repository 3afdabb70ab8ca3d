//! What the sweep has to know of an architecture: its timer, and where a handler struck.
//!
//! Each has: `NESTS`, `PAD`, `address`, `start`, `arm`, `disarm`, `call_low`, `passed_on`, `struck_low`, `struck_high`.

#[cfg_attr(target_arch = "arm", path = "cortex_m.rs")]
#[cfg_attr(target_arch = "avr", path = "avr.rs")]
#[cfg_attr(target_arch = "riscv32", path = "riscv.rs")]
mod core;

pub use self::core::*;

/// The shortest delay expires in here.
#[inline(always)]
pub fn pad() {
    // SAFETY: does nothing.
    unsafe {
        ::core::arch::asm!(".rept {n}", "nop", ".endr", n = const PAD, options(nomem, nostack, preserves_flags))
    }
}
