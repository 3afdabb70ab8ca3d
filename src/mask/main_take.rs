//! `Main::take`: safe where the hardware tells main from a handler (Cortex-M), `unsafe` elsewhere.

use crate::context::{Main, take_main};

#[cfg(any(irqshare_cpu = "v6m", irqshare_cpu = "v7m"))]
impl Main {
    /// The one `Main`, if this is main and nobody has it yet: for programs that can't use [`main!`](crate::main!).
    ///
    /// `None` in a handler (IPSR isn't 0), in unprivileged mode (where masks do nothing), and after the first time.
    ///
    /// **Context**: main. **Cost**: two registers read and a critical section, once.
    ///
    /// Source: *Armv7-M Architecture Reference Manual*, B1.4.2 (IPSR) and B1.4.4 (CONTROL.nPRIV); *Armv6-M*, likewise.
    pub fn take() -> Option<Self> {
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
        if ipsr & 0x1ff == 0 && control & 1 == 0 { take_main() } else { None }
    }
}

#[cfg(not(any(irqshare_cpu = "v6m", irqshare_cpu = "v7m")))]
impl Main {
    /// The one `Main`, if nobody has it yet: for programs that can't use [`main!`](crate::main!).
    ///
    /// # Safety
    /// The caller is main, on the core that the handlers run on: nothing here tells a handler from main.
    pub unsafe fn take() -> Option<Self> {
        take_main()
    }
}
