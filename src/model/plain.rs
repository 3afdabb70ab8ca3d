//! `Plain<T>`: what a `static mut` is on the target: unprotected, word by word. For showing the danger, and for writing mutants.

use super::machine::with;
use crate::mask::place::pieces;
use core::cell::UnsafeCell;
use core::mem::MaybeUninit;
use core::panic::Location;

/// An unprotected cell, accessed word by word (byte by byte on the emulated AVR): it stands for a `static mut`.
///
/// Anyone may get and set it, at any time; what is torn or lost is what would be on the target. It exists on the model alone.
///
/// **Context**: anyone.
#[derive(Debug)]
pub struct Plain<T>(pub(super) UnsafeCell<T>);

// SAFETY: only the thread that runs the model gets past the hooks, and each access is made of copies between them.
unsafe impl<T: Bits> Sync for Plain<T> {}

/// Types of which any bytes make a value, so that a torn one is wrong but not undefined.
///
/// # Safety
/// Every bit pattern is a value, and there is no padding.
pub unsafe trait Bits: Copy + Send + 'static {}

macro_rules! bits {
    ($($type:ty)+) => {
        $(
            // SAFETY: a number: every bit pattern is a value, without padding.
            unsafe impl Bits for $type {}
            // SAFETY: numbers side by side.
            unsafe impl<const N: usize> Bits for [$type; N] {}
        )+
    };
}
bits!(u8 i8 u16 i16 u32 i32 u64 i64 u128 i128 usize isize f32 f64);

impl<T: Bits> Plain<T> {
    /// Holds `value`.
    pub const fn new(value: T) -> Self {
        Self(UnsafeCell::new(value))
    }

    /// The value, word by word: an interrupt may strike before each.
    #[track_caller]
    pub fn get(&self) -> T {
        let place = Location::caller();
        let mut value = MaybeUninit::<T>::uninit();
        let (from, to) = (self.0.get().cast(), value.as_mut_ptr().cast::<MaybeUninit<u8>>());
        // SAFETY: distinct memory of the same size.
        unsafe {
            pieces(from, to, size_of::<T>(), (from.cast(), false), |part| {
                with(|m| m.log(place, || describe("reads", to, part, size_of::<T>())));
            });
        }
        // SAFETY: all of it was copied, and any bytes are a `T`.
        let value = unsafe { value.assume_init() };
        with(|m| {
            if size_of::<T>() > m.word() {
                m.log(place, || describe("got", to, 0..size_of::<T>(), size_of::<T>()));
            }
        });
        value
    }

    /// Replaces the value, word by word: an interrupt may strike before each.
    #[track_caller]
    pub fn set(&self, value: T) {
        let place = Location::caller();
        let (from, to) = ((&raw const value).cast::<MaybeUninit<u8>>(), self.0.get().cast());
        // SAFETY: distinct memory of the same size.
        unsafe {
            pieces(from, to, size_of::<T>(), (to.cast(), true), |part| {
                with(|m| m.log(place, || describe("writes", from, part, size_of::<T>())));
            });
        }
    }

    /// `get`, then `set`: what is written in between is lost.
    #[track_caller]
    pub fn update(&self, f: impl FnOnce(T) -> T) {
        self.set(f(self.get()));
    }
}

/// `reads byte 0: 0xff`.
fn describe(
    op: &str,
    bytes: *const MaybeUninit<u8>,
    part: core::ops::Range<usize>,
    size: usize,
) -> std::string::String {
    // SAFETY: the bytes of this part were copied from initialised memory.
    let shown: std::vec::Vec<u8> =
        part.clone().map(|i| unsafe { bytes.add(i).cast::<u8>().read() }).collect();
    let hex: std::string::String = shown.iter().rev().map(|b| std::format!("{b:02x}")).collect();
    if part.len() == size {
        return std::format!("{op} 0x{hex}");
    }
    let unit = if part.len() == 1 { "byte" } else { "word" };
    std::format!("{op} {unit} {}: 0x{hex}", part.start / part.len().max(1))
}
