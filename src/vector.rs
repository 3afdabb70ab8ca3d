//! `Vector`: an interrupt as a type.

/// An interrupt vector as a type: its name, number and priority.
///
/// [`handlers!`](crate::handlers!) implements it; by hand it needs `unsafe`.
///
/// **Context**: none is needed: its constants are the same everywhere. **Cost**: none.
///
/// ```
/// use irqshare::Vector;
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     #[priority(3)]
///     fn UART0(_isr) {}
/// }
///
/// /// For a log, or a driver that is told its vector.
/// fn told<V: Vector>() -> String {
///     let highest = 1 << V::PRIORITY_BITS;
///     format!("{}: number {}, priority {} of {highest}", V::NAME, V::NUMBER, V::PRIORITY)
/// }
/// // the model has 8 bits of priority
/// assert_eq!(told::<UART0>(), "UART0: number 5, priority 3 of 256");
/// ```
///
/// # Safety
/// An [`Isr`](crate::Isr) of this type is made only inside the handler of this vector, while that runs at the stated priority (behind `hal: esp_hal;`: as if it did), and on main's core, unless `ON_EVERY_CORE` says otherwise; and a lock of that priority, by the mask in use, holds it off.
pub unsafe trait Vector: Sized + 'static {
    /// The name that the device gives it.
    const NAME: &'static str;
    /// Its number in the device's table: what the device's `Interrupt` casts to. 0 behind `hal: esp_hal;`, which binds to any.
    const NUMBER: u16;
    /// The logical priority: 1 is the lowest, `1 << PRIORITY_BITS` the highest.
    const PRIORITY: u16;
    /// How many bits of priority the device has: 0 where handlers don't preempt each other.
    /// `isr.cs()` and a [`Published`](crate::Published) count on it: nothing preempts a handler of
    /// priority `1 << PRIORITY_BITS`.
    const PRIORITY_BITS: u8;
    /// Whether its handler may run on other cores than main's, too: SysTick and PendSV of Cortex-M, and the vectors of an embassy HAL (`hal: PATH;`) may, without the promise of a single core, unless they ask ([`CoreNumber`](crate::CoreNumber)). No `Shared` and no `Moved` may list such a vector.
    const ON_EVERY_CORE: bool = false;
    /// Whether its handler looks, before it begins, that none of its priority or above has begun: those behind `hal:` on RISC-V do, and so they share no cell with others.
    #[doc(hidden)]
    const ADMITTED: bool = false;
}
