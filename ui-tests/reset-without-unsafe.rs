// A forged `Reset` would have the model write to any address before each run.

use irqshare::model::Reset;

struct Forged;

impl Reset for Forged {
    type Value = u32;
    fn slot(&self) -> *mut u32 {
        core::ptr::null_mut()
    }
}

fn main() {}
