//! `CoreNumber`: the hook through which handlers ask which core they run on.

/// How a chip with several cores tells which of them runs, for `core: TYPE;` in [`handlers!`](crate::handlers!).
///
/// Without it, you have to see to it that no line of `handlers!` is turned on on another core ([soundness](crate::guide::soundness)). With it, each handler checks first, and **panics** on a
/// core other than `MAIN`; [`main!`](crate::main!) and [`Main::take`](crate::Main::take) do the same before they hand out `Main`. So SysTick and PendSV, which are there on each core, may be in the list of a `Shared` or a `Moved`.
///
/// **Context**: the crate calls it, in handlers and before main. **Cost**: in each handler a load of the number, a comparison and a branch: with the hook of this example five instructions on RP2040, three on RP2350.
///
/// ```
/// use irqshare::{CoreNumber, Shared};
///
/// /// RP2040 and RP2350.
/// pub struct Sio;
/// // SAFETY: SIO.CPUID is the number of the core that reads it (RP2040 datasheet, 2.3.1.1; RP2350 datasheet, 3.1.2);
/// // start-up code runs main on core 0.
/// unsafe impl CoreNumber for Sio {
///     const MAIN: u32 = 0;
///     #[inline(always)]
///     fn core_number() -> u32 {
///         // SAFETY: the register is always there, and reading it changes nothing.
///         unsafe { (0xd000_0000 as *const u32).read_volatile() }
///     }
/// }
///
/// mod irq {
///     irqshare::handlers! {
///         device: irqshare::model::lm3s6965; // your PAC: rp2040_hal::pac
///         core: super::Sio;
///
///         fn SysTick(isr) { *super::TICKS.get_mut(isr) += 1 }
///     }
/// }
/// static TICKS: Shared<u32, irq::SysTick> = Shared::new(0);
/// # fn main() {}
/// ```
///
/// # Safety
/// `core_number` gives the number of the core that calls it, always the same one for one core, and different ones for different cores: the one that the chip's manual gives it, so that all
/// implementations of a program agree. It calls nothing that uses a cell.
#[diagnostic::on_unimplemented(
    message = "irqshare: `{Self}` doesn't tell which core runs",
    label = "after `core:` stands a type with `unsafe impl irqshare::CoreNumber`",
    note = "on a chip with one core leave `core:` out"
)]
pub unsafe trait CoreNumber {
    /// The number of main's core.
    const MAIN: u32;

    /// The number of the core that calls this.
    ///
    /// **Context**: anyone. **Cost**: the chip's; mark it `#[inline(always)]`.
    ///
    /// ```
    /// # use irqshare::CoreNumber;
    /// fn is_mains<C: CoreNumber>() -> bool {
    ///     C::core_number() == C::MAIN
    /// }
    /// ```
    fn core_number() -> u32;
}
