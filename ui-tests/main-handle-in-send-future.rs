// An executor that runs in an interrupt takes `Send` futures alone: a handle in one of them would pass for main there.

use irqshare::{Event, MainHandle};

static EVENT: Event = Event::new();

fn spawn_in_an_interrupt(_: impl Future<Output = ()> + Send) {}

fn body(handle: MainHandle<'static>) {
    spawn_in_an_interrupt(async move {
        EVENT.wait().await;
        handle.with(|_| ());
    });
}

fn main() {}
