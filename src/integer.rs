//! `Integer`: what a `Global` does arithmetic on.

/// An integer: what [`Global::fetch_add`](crate::Global::fetch_add) and its neighbours change. `u8`
/// to `u128`, `i8` to `i128`, `usize`, `isize`, and no other type.
///
/// **Context**: none is needed. **Cost**: none.
///
/// ```
/// use irqshare::{Global, Integer, model};
///
/// /// Counts by any integer.
/// fn count<T: Integer + From<u8>>(counter: &Global<T>) -> T {
///     counter.fetch_add(T::from(1))
/// }
///
/// static ERRORS: Global<u16> = Global::new(0);
///
/// # let setup = model::Setup::cortex_m().reset(&ERRORS, || 0);
/// # model::check(&setup, |_cpu, _main| {
/// assert_eq!(count(&ERRORS), 0); // the value before
/// assert_eq!(ERRORS.get(), 1);
/// # });
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no integer",
    label = "expected `u8` to `u128`, `i8` to `i128`, `usize` or `isize`",
    note = "for other types, write `cell.update(|value| ..)`"
)]
pub trait Integer: Copy + Send + sealed::Sealed + 'static {}

/// What is done to the value.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub enum Op {
    Add,
    Sub,
    Or,
    And,
}

pub(crate) mod sealed {
    /// Every bit pattern is a value, and none of the bytes is padding: `arch::fetch` counts on it.
    pub trait Sealed: Sized {
        /// Wraps around.
        #[must_use]
        fn after(self, op: super::Op, with: Self) -> Self;
    }
}

macro_rules! integers {
    ($($type:ty)+) => {$(
        impl Integer for $type {}
        impl sealed::Sealed for $type {
            #[inline(always)]
            fn after(self, op: Op, with: Self) -> Self {
                match op {
                    Op::Add => self.wrapping_add(with),
                    Op::Sub => self.wrapping_sub(with),
                    Op::Or => self | with,
                    Op::And => self & with,
                }
            }
        }
    )+};
}
integers! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
