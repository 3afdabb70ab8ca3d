//! `isr.cs()`: where handlers don't preempt each other, a handler is a critical section.
//!
//! A handler without levels (`Vector::PRIORITY_BITS` is 0) runs with mstatus.MIE clear, from its
//! entry to `mret`, whatever calls it (`bind.rs`): the runtime's attribute binds it, or a PLIC's
//! dispatcher calls it, or `unsafe` code vouches for it. Those of esp-hal and of WCH's PFIC have
//! levels, and nest.

use crate::context::Isr;
use crate::token::CriticalSection;
use crate::vector::Vector;

impl<V: Vector> Isr<'_, V> {
    /// A handler that no other one preempts is a critical section: interrupts stay off in it.
    ///
    /// Of the core's interrupts, of a PLIC's sources and of `attribute: unsafe(PATH);`. Those of
    /// `hal:` and of WCH's PFIC nest: there the build fails, when code is generated.
    ///
    /// **Context**: the handler. **Cost**: none. **Needs**: `unsafe-assume-single-core`, and no
    /// mask of your own.
    ///
    /// ```
    /// use irqshare::Global;
    ///
    /// irqshare::handlers! {
    ///     device: riscv::interrupt::machine;
    ///     // masks nothing again
    ///     fn MachineTimer(isr) { TICKS.update_in(isr.cs(), |ticks| ticks + 1) }
    /// }
    /// static TICKS: Global<u32> = Global::new(0);
    /// ```
    #[inline(always)]
    pub fn cs(&self) -> CriticalSection<'_> {
        const {
            assert!(
                V::PRIORITY_BITS == 0,
                "irqshare: `isr.cs()` is for handlers that no other one preempts; those of `hal:` and of WCH's PFIC nest: write `irqshare::interrupts::free(|cs| ..)`"
            );
        }
        // SAFETY: the handler runs with mstatus.MIE clear (see the module), and
        // `interrupts::enable` is unsafe, so it stays clear while this handler runs; the token
        // borrows `self`, which doesn't outlive the handler. There is one core, which the mask's
        // own condition promises.
        unsafe { CriticalSection::new() }
    }
}
