// A handle made out of nothing would let any handler pass for main.

use irqshare::MainHandle;

fn body() {
    let handle = MainHandle { not_send_sync: core::marker::PhantomData };
    handle.with(|_| ());
}

fn main() {}
