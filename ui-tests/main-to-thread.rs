// A thread isn't main: it would lock cells while main locks them too.

use irqshare::Main;

fn body(main: &mut Main) {
    std::thread::scope(|scope| {
        scope.spawn(|| core::mem::drop(main));
    });
}

fn main() {}
