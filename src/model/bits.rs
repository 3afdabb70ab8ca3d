//! How pictures show the value of a [`Plain`](super::Plain) or a [`Register`](super::Register): signed numbers, floats, flags and characters as their types print them, all others in hex, for they may be bits.

use core::any::Any;
use core::mem::MaybeUninit;
use core::ops::Range;
use std::format;
use std::string::String;

/// A whole value.
///
/// # Safety
/// All of its bytes are initialised, as those of a [`Bits`](super::Bits) are.
pub(super) unsafe fn shown<T: 'static>(value: &T) -> String {
    // SAFETY: as promised.
    as_printed(value)
        .unwrap_or_else(|| unsafe { hex(core::ptr::from_ref(value).cast(), &(0..size_of::<T>())) })
}

/// As its type prints it, if that isn't hex.
fn as_printed(value: &dyn Any) -> Option<String> {
    macro_rules! try_each {
        ($($type:ty)+) => {
            $(if let Some(value) = value.downcast_ref::<$type>() {
                return Some(format!("{value:?}"));
            })+
        };
    }
    try_each!(i8 i16 i32 i64 i128 isize f32 f64 bool char);
    None
}

/// Some of the bytes at an address, as a number.
///
/// # Safety
/// They are there, and initialised.
pub(super) unsafe fn hex(bytes: *const MaybeUninit<u8>, part: &Range<usize>) -> String {
    let digits: String = part
        .clone()
        .rev()
        // SAFETY: as promised.
        .map(|i| format!("{:02x}", unsafe { bytes.add(i).cast::<u8>().read() }))
        .collect();
    format!("0x{digits}")
}
