//! One function per operation, for looking at its machine code. Each has another number or another variable, or the compiler would merge those that are equal.
//!
//! All names are exported as they stand, so that the listings of `tests/assembly` keep theirs.
#![no_std]

pub mod anyone;
#[cfg(any(target_arch = "avr", target_arch = "arm", feature = "single-core"))]
pub mod checked;
#[cfg(target_arch = "arm")]
pub mod lines;
#[cfg(target_arch = "avr")]
pub mod plain;
#[cfg(any(target_arch = "avr", target_arch = "arm", feature = "single-core"))]
pub mod shared;
#[cfg(any(target_arch = "avr", target_arch = "arm", feature = "single-core"))]
pub mod vectors;
pub mod waiting;

/// What can't be copied: a method changes two of its fields.
pub struct Led {
    state: u8,
    count: u16,
}

impl Led {
    pub const fn new() -> Self {
        Self { state: 0, count: 0 }
    }

    #[inline(always)]
    pub fn toggle(&mut self) {
        self.state ^= 0x20;
        self.count = self.count.wrapping_add(1);
    }

    #[inline(never)]
    #[unsafe(no_mangle)]
    pub fn toggle_by_call(&mut self) {
        self.toggle();
    }
}

/// Exported functions, and exported variables.
macro_rules! export {
    ($($(#[$attr:meta])* fn $name:ident($($argument:ident: $type:ty),* $(,)?) $(-> $result:ty)? $body:block)+) => {
        $($(#[$attr])* #[unsafe(no_mangle)] pub fn $name($($argument: $type),*) $(-> $result)? $body)+
    };
    ($(static $name:ident: $type:ty = $value:expr;)+) => {
        $(#[unsafe(no_mangle)] pub static $name: $type = $value;)+
    };
}
use export;
