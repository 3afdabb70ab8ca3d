//! Code that knows nothing of irqshare: drivers as they are written, faulty and repaired, and the C
//! of this package.

#![allow(non_snake_case)]

pub mod bugs;
pub mod c;
pub mod cortex_m;
pub mod right;
