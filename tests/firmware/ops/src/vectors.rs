//! Vectors of three priorities, without a device.

use irqshare::Vector;

macro_rules! vector {
    ($name:ident, $priority:literal) => {
        pub enum $name {}
        // SAFETY: nothing runs.
        unsafe impl Vector for $name {
            const NAME: &'static str = stringify!($name);
            const NUMBER: u16 = $priority;
            const PRIORITY: u16 = $priority;
            const PRIORITY_BITS: u8 = 3;
        }
    };
}
vector!(Low, 1);
vector!(High, 2);
vector!(Top, 8);
