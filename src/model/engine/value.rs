//! How a value is shown in a picture, without asking its type for `Debug`.

use core::any::Any;
use std::format;
use std::string::String;

/// The value, if its type is a number, a flag or a character.
pub(crate) fn show<T: 'static>(value: &T) -> Option<String> {
    let value: &dyn Any = value;
    macro_rules! try_each {
        ($($type:ty)+) => {
            $(if let Some(value) = value.downcast_ref::<$type>() {
                return Some(format!("{value:?}"));
            })+
        };
    }
    try_each!(u8 i8 u16 i16 u32 i32 u64 i64 u128 i128 usize isize f32 f64 bool char);
    try_each!(Option<u8> Option<u16> Option<u32> Option<u64> Option<usize> Option<bool> Option<char>);
    None
}
