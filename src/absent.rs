//! What stands for `Shared`, `Moved` and `Published` where another core may run main's handlers:
//! names that can't be used, whose error says what to do.

use core::marker::PhantomData;

/// Never implemented.
///
/// **Context**: none: nothing implements it. **Cost**: none.
///
/// ```toml
/// # Cargo.toml, for a chip with one core: this brings `Shared`, `Moved` and `Published`
/// irqshare = { version = "0.1", features = ["unsafe-assume-single-core"] }
/// ```
#[diagnostic::on_unimplemented(
    message = "irqshare: `Shared`, `Moved` and `Published` work where one core runs main and all handlers, and this target may have more",
    label = "needs the promise that there is one core",
    note = "on a chip with one core: `irqshare = {{ version = \"0.1\", features = [\"unsafe-assume-single-core\"] }}`",
    note = "on a chip with several, use `Global` or `IrqMutex`; on a host, enable the feature `model`"
)]
pub trait OneCore {}

/// Absent on this target: see the error. Elsewhere, a value that main and the handlers in `H` share.
///
/// **Context**: none. **Cost**: none.
///
/// ```ignore
/// // With the feature `unsafe-assume-single-core`:
/// static BYTES: Shared<u32, irq::UART0> = Shared::new(0);
/// irqshare::main! { fn main(main) { BYTES.lock(main, |bytes| *bytes = 0) } }
/// ```
#[derive(Debug)]
pub struct Shared<T, H: OneCore>(PhantomData<(T, H)>);

impl<T, H: OneCore> Shared<T, H> {
    /// Absent on this target.
    ///
    /// **Context**: none. **Cost**: none.
    ///
    /// ```ignore
    /// // with the feature `unsafe-assume-single-core`
    /// static BYTES: Shared<u32, irq::UART0> = Shared::new(0);
    /// ```
    pub const fn new(value: T) -> Self {
        // A constant function can't drop it; and a bound on `T` would add an error beside the one that counts.
        core::mem::forget(value);
        Self(PhantomData)
    }
}

/// Absent on this target: see the error. Elsewhere, a value that main moves into the handler of `V`.
///
/// **Context**: none. **Cost**: none.
///
/// ```ignore
/// // With the feature `unsafe-assume-single-core`:
/// static LED: Moved<Led, irq::TIMER_0A> = Moved::new();
/// irqshare::main! { fn main(main) { LED.put(main, Led); } }
/// ```
#[derive(Debug)]
pub struct Moved<T, V: OneCore>(PhantomData<(T, V)>);

impl<T, V: OneCore> Moved<T, V> {
    /// Absent on this target.
    ///
    /// **Context**: none. **Cost**: none.
    ///
    /// ```ignore
    /// // with the feature `unsafe-assume-single-core`
    /// static LED: Moved<Led, irq::TIMER_0A> = Moved::new();
    /// ```
    #[expect(clippy::new_without_default, reason = "can't be used")]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

/// Absent on this target: see the error. Elsewhere, a value that the handler of `V` writes and
/// anyone reads.
///
/// **Context**: none. **Cost**: none.
///
/// ```ignore
/// // With the feature `unsafe-assume-single-core`:
/// static TICKS: Published<u32, irq::TIMER_0A> = Published::new(0);
/// irqshare::main! { fn main(main) { let now = TICKS.get(); } }
/// ```
#[derive(Debug)]
pub struct Published<T, V: OneCore>(PhantomData<(T, V)>);

impl<T, V: OneCore> Published<T, V> {
    /// Absent on this target.
    ///
    /// **Context**: none. **Cost**: none.
    ///
    /// ```ignore
    /// // with the feature `unsafe-assume-single-core`
    /// static TICKS: Published<u32, irq::TIMER_0A> = Published::new(0);
    /// ```
    pub const fn new(value: T) -> Self {
        // A constant function can't drop it.
        core::mem::forget(value);
        Self(PhantomData)
    }
}
