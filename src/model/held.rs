//! `Bits`: what a `Plain` and a `Register` may hold, and how it lies in the target's memory.

use core::num::NonZero;
use core::ptr::NonNull;

/// Types that a [`Plain`](super::Plain) reads and writes as words, and a [`Register`](super::Register) as one.
///
/// Numbers, and structs of numbers, are values whatever bytes they have: a torn one is wrong, and your assertion finds it. A `bool`, a `char`, a pointer, a function and an enum aren't. Where such a
/// value takes one word of the emulated CPU's it is never torn. Where it takes more, a schedule that reads a torn one fails, as [`Torn`](super::FailureKind::Torn), and the value is never made.
///
/// Pointers, and `usize`, have the target's width: two words on AVR, one elsewhere. (A `Global<usize>` has the host's.)
///
/// ```
/// use irqshare::model::{Bits, Plain};
///
/// #[derive(Clone, Copy)]
/// #[repr(C)]
/// struct Position { x: i16, y: i16 }
/// // SAFETY: two numbers of two bytes: any bytes are a value, and there is no padding.
/// unsafe impl Bits for Position {}
///
/// #[derive(Clone, Copy)]
/// #[repr(u8)]
/// enum Mode { Off, On }
/// // SAFETY: an enum without fields, which has no padding.
/// unsafe impl Bits for Mode { const ANY: bool = false; }
///
/// static POSITION: Plain<Position> = Plain::new(Position { x: 0, y: 0 });
/// static MODE: Plain<Mode> = Plain::new(Mode::Off);
/// static NEXT: Plain<Option<fn()>> = Plain::new(None);
/// # let _ = (&POSITION, &MODE, &NEXT, Mode::On);
/// ```
///
/// # Safety
/// There is no padding, and a value may be used by another thread than the one that made it, as one that is `Send` may, or a raw pointer.
///
/// Either every bit pattern is a value, or `ANY` is `false`, and the type is one number, `bool`, `char`, pointer or enum without fields, or a struct of one such field.
///
/// If `POINTERS` is true, all of it is pointers and numbers as wide as one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be read and written as words, so not as the whole of a `Plain` or a `Register`",
    label = "wants a type that implements `Bits`",
    note = "numbers, `bool`, `char`, pointers, functions, and arrays of them do; for an enum without fields implement `Bits`; one field of a struct is read by `irqshare::plain_field!(STATE, State, field)`"
)]
pub unsafe trait Bits: Copy + 'static {
    /// Whether every bit pattern is a value. Where it is `false`, a schedule that reads a torn one fails.
    const ANY: bool = true;
    /// Whether it is made of pointers, or of numbers that are as wide as one.
    const POINTERS: bool = false;
    /// The bytes of what is torn by itself: an array's elements are.
    #[doc(hidden)]
    const UNIT: usize = size_of::<Self>();
}

// SAFETY: values side by side, each of which is whole or torn by itself.
unsafe impl<T: Bits, const N: usize> Bits for [T; N] {
    const ANY: bool = T::ANY;
    const POINTERS: bool = T::POINTERS;
    const UNIT: usize = T::UNIT;
}

macro_rules! bits {
    ($reason:literal: $any:literal $pointers:literal; $($({$($generics:tt)*})? $type:ty),+ $(,)?) => {
        $(
            #[doc = concat!("SAFETY: ", $reason)]
            #[allow(clippy::undocumented_unsafe_blocks, reason = "it is the literal above")]
            unsafe impl$(<$($generics)*>)? Bits for $type {
                const ANY: bool = $any;
                const POINTERS: bool = $pointers;
            }
        )+
    };
}

bits!("numbers: every bit pattern is a value, without padding.": true false;
    u8, i8, u16, i16, u32, i32, u64, i64, u128, i128, f32, f64,
    Option<NonZero<u8>>, Option<NonZero<i8>>, Option<NonZero<u16>>, Option<NonZero<i16>>, Option<NonZero<u32>>, Option<NonZero<i32>>, Option<NonZero<u64>>, Option<NonZero<i64>>,
);
bits!("numbers as wide as a pointer.": true true; usize, isize, Option<NonZero<usize>>, Option<NonZero<isize>>);
bits!("one number, flag or character, without padding; `None` is one of the patterns that are no value of its own.": false false;
    bool, char, Option<bool>, Option<char>,
    NonZero<u8>, NonZero<i8>, NonZero<u16>, NonZero<i16>, NonZero<u32>, NonZero<i32>, NonZero<u64>, NonZero<i64>,
);
bits!("as wide as a pointer, without padding.": false true; NonZero<usize>, NonZero<isize>);
bits!("a raw pointer, with the length or the table that it may have beside it: what is done with it needs `unsafe`, on each thread.": false true;
    {T: ?Sized + 'static} *mut T, {T: ?Sized + 'static} *const T, {T: ?Sized + 'static} NonNull<T>, {T: ?Sized + 'static} Option<NonNull<T>>,
);
bits!("a reference that each thread may have.": false true;
    {T: ?Sized + Sync + 'static} &'static T, {T: ?Sized + Sync + 'static} Option<&'static T>,
);

macro_rules! functions {
    ($(($($argument:ident)*))+) => {
        $(
            bits!("a function.": false true;
                {R: 'static $(, $argument: 'static)*} fn($($argument),*) -> R,
                {R: 'static $(, $argument: 'static)*} Option<fn($($argument),*) -> R>,
                {R: 'static $(, $argument: 'static)*} unsafe fn($($argument),*) -> R,
                {R: 'static $(, $argument: 'static)*} Option<unsafe fn($($argument),*) -> R>,
                {R: 'static $(, $argument: 'static)*} extern "C" fn($($argument),*) -> R,
                {R: 'static $(, $argument: 'static)*} Option<extern "C" fn($($argument),*) -> R>,
                {R: 'static $(, $argument: 'static)*} unsafe extern "C" fn($($argument),*) -> R,
                {R: 'static $(, $argument: 'static)*} Option<unsafe extern "C" fn($($argument),*) -> R>,
            );
        )+
    };
}
functions!(() (A) (A B) (A B C));
