// A thread isn't main: with main's task it would lock cells while main locks them too.

use irqshare::Task;

fn body(task: Task<'_>) {
    std::thread::scope(|scope| {
        scope.spawn(move || task.with(|_| ()));
    });
}

fn main() {}
