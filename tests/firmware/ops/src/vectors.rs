//! Vectors of three priorities, without a device.

use irqshare::Vector;

macro_rules! vector {
    ($name:ident, $priority:literal, $bits:literal) => {
        pub enum $name {}
        // SAFETY: nothing runs.
        unsafe impl Vector for $name {
            const NAME: &'static str = stringify!($name);
            const NUMBER: u16 = $priority;
            const PRIORITY: u16 = $priority;
            const PRIORITY_BITS: u8 = $bits;
        }
    };
}
vector!(Low, 1, 3);
vector!(High, 2, 3);
vector!(Top, 8, 3);

/// What writes a `Published`: of AVR and RISC-V one vector, where handlers have no priorities.
#[cfg(target_arch = "arm")]
pub use Low as Writer;
#[cfg(not(target_arch = "arm"))]
vector!(Writer, 1, 0);
