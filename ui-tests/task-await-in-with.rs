// Main held over an `await` would be lent to two tasks, for another one runs meanwhile.

use irqshare::{Event, Task};

static EVENT: Event = Event::new();

async fn body(task: Task<'_>) {
    task.with(|_main| {
        EVENT.wait().await;
    });
}

fn main() {}
