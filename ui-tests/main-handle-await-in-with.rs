// Main held over an `await` would be lent to two tasks, for another one runs meanwhile.

use irqshare::{Event, MainHandle};

static EVENT: Event = Event::new();

async fn body(handle: MainHandle<'_>) {
    handle.with(|_main| {
        EVENT.wait().await;
    });
}

fn main() {}
