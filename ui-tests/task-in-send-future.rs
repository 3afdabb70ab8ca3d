// An executor that runs in an interrupt takes `Send` futures alone: a task in one of them would pass for main there.

use irqshare::{Event, Task};

static EVENT: Event = Event::new();

fn spawn_in_an_interrupt(_: impl Future<Output = ()> + Send) {}

fn body(task: Task<'static>) {
    spawn_in_an_interrupt(async move {
        EVENT.wait().await;
        task.with(|_| ());
    });
}

fn main() {}
