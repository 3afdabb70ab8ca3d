// A thread isn't main: with main's handle it would lock cells while main locks them too.

use irqshare::MainHandle;

fn body(handle: MainHandle<'_>) {
    std::thread::scope(|scope| {
        scope.spawn(move || handle.with(|_| ()));
    });
}

fn main() {}
