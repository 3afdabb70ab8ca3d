// A task made out of nothing would let any handler pass for main.

use irqshare::Task;

fn body() {
    let task = Task { not_send_sync: core::marker::PhantomData };
    task.with(|_| ());
}

fn main() {}
