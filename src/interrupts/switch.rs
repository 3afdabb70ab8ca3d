//! This core's interrupt switch: on, off, and which. How, each architecture says for itself (`arch`).

use crate::arch::switch;

/// Turns interrupts on: `sei` on AVR, where the instruction after it still runs before any handler does; `cpsie i` on Cortex-M; on RISC-V it sets mstatus.MIE.
///
/// It is for start-up. A section turns them on by itself, if they were on before: [`free`](super::free()).
///
/// **Context**: main, at start-up. **Cost**: one instruction; with a call: <!-- cost: interrupts-enable -->ATmega328P 5 cycles (1 masked); v6-M, v7-M and
/// v8-M.main 4 instructions (3 masked); RISC-V 2 (1 masked), [measured](crate::guide::cost)<!-- /cost -->.
///
/// ```
/// use irqshare::{Global, interrupts, model};
///
/// irqshare::handlers! {
///     device: irqshare::model::atmega328p;
///     fn TIMER0_OVF(_isr) { TICKS.update(|ticks| ticks + 1) }
/// }
/// static TICKS: Global<u8> = Global::new(0);
///
/// let setup = model::Setup::avr().attach::<TIMER0_OVF>(1).reset(&TICKS, || 0);
/// model::check(&setup, |_cpu, _main| {
///     assert_eq!(TICKS.get(), 0);
///     // SAFETY: no section and no lock is open; the timer's handler has all that it uses.
///     unsafe { interrupts::enable() }; // the last line of the set-up: from here on handlers run
///     assert!(TICKS.get() <= 1);
/// });
/// ```
///
/// # Safety
/// No critical section and no lock is open, and whatever the handlers use is ready.
#[doc(alias = "cpsie")]
#[doc(alias = "sei")]
#[inline(always)]
#[track_caller]
pub unsafe fn enable() {
    // SAFETY: the caller vouches for what handlers may now do.
    unsafe { switch::enable() }
}

/// Turns interrupts off: `cli` on AVR, `cpsid i` on Cortex-M; on RISC-V it clears mstatus.MIE.
///
/// It saves nothing, and a section that runs afterwards leaves them off. To turn them on again where they were on, take [`free`](super::free()).
///
/// **Context**: anyone. **Cost**: one instruction; with a call: <!-- cost: interrupts-disable -->ATmega328P 5 cycles (4 masked); v6-M, v7-M and v8-M.main 4
/// instructions (1 masked); RISC-V 2 (1 masked), [measured](crate::guide::cost)<!-- /cost -->.
///
/// ```
/// use irqshare::{interrupts, model};
///
/// model::check(&model::Setup::cortex_m(), |_cpu, _main| {
///     interrupts::disable(); // for good: before a jump to the bootloader, say
///     assert!(!interrupts::are_enabled());
/// });
/// ```
#[doc(alias = "cli")]
#[doc(alias = "cpsid")]
#[inline(always)]
#[track_caller]
pub fn disable() {
    switch::disable();
}

/// Whether interrupts are on.
///
/// **Context**: anyone. **Cost**: a read and a test; with a call: <!-- cost: interrupts-are-enabled -->ATmega328P 9 cycles; v6-M 8 instructions; v7-M and
/// v8-M.main 6; RISC-V 4, [measured](crate::guide::cost)<!-- /cost -->.
///
/// ```
/// use irqshare::{interrupts, model};
///
/// /// Takes long, so it isn't for sections.
/// fn erase_page() {
///     debug_assert!(interrupts::are_enabled(), "call it outside of sections and locks");
///     // ..
/// }
///
/// model::check(&model::Setup::cortex_m(), |_cpu, _main| {
///     erase_page();
///     assert!(!interrupts::free(|_cs| interrupts::are_enabled()));
/// });
/// ```
#[inline(always)]
#[track_caller]
pub fn are_enabled() -> bool {
    switch::are_enabled()
}
