// A `Saved` out of nothing has a token without a section, and a state that no CPU was in.

use irqshare::interrupts::Saved;

fn body() {
    let _ = Saved { saved: 0, not_send_sync: core::marker::PhantomData };
}

fn main() {}
