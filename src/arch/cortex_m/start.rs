//! What `main!` and `Main::take` do to the interrupt controller before they hand out `Main`.
//!
//! Contract: when main's body begins, no line is on that is bound in this program, and each has the priority that its type says. On Cortex-M that isn't the state of reset alone: a bootloader may
//! have left lines on and priorities written. And other crates have safe functions that unmask any line (embassy-executor's `InterruptExecutor::start`), which then find the priority that the
//! cells count on. `Main::take`, and a `main!` with an entry of a HAL's, run behind that HAL's start-up code, so they leave alone the lines that aren't bound here, and those that a HAL binds, which its driver may have turned on (`hal: PATH;`: such a handler looks at its priority each time); any other `main!` is the first that runs, and turns all of them off.
//!
//! What it can't know: whether the line of a PAC's `#[interrupt]` was turned on by the HAL or by the bootloader, behind `Main::take`. And before `Main::take` the bootloader's priorities
//! hold, so a HAL's start-up code leaves bound lines, or interrupts, off until then. Nothing in Rust holds for a handler that runs before RAM is initialised: a bootloader leaves interrupts off.
//!
//! On a core whose BASEPRI has a flaw that this build doesn't work around, neither hands out `Main` (`erratum.rs`).

/// At the beginning of `main!`. It writes the priorities of handlers that something else binds, too: in such a handler, one that is wrong would look right.
///
/// # Safety
/// No handler of the program has begun.
#[doc(hidden)]
#[inline(always)]
pub unsafe fn before_main() {
    #[cfg(all(irqshare_v7em, not(irqshare_mask = "custom"), not(feature = "cortex-m7-r0p1")))]
    super::erratum::refuse_affected();
    super::bound::settle_all();
}

/// At the beginning of a `main!` that a HAL's or an executor's entry calls.
#[doc(hidden)]
pub fn before_main_of_an_entry() {
    assert!(
        super::running::is_main(),
        "irqshare: the entry of `main!` calls it in a handler, or without privileges, where it can't mask"
    );
    crate::arch::entry::not_lent_yet();
    before_taken_main();
}

/// In `Main::take`, and behind an entry.
pub(super) fn before_taken_main() {
    #[cfg(all(irqshare_v7em, not(irqshare_mask = "custom"), not(feature = "cortex-m7-r0p1")))]
    super::erratum::refuse_affected();
    super::bound::settle_bound();
}
