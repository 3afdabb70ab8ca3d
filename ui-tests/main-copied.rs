// Two `Main`s would be two exclusive accesses at once.

use irqshare::Main;

fn body(main: Main) -> (Main, Main) {
    (main, main)
}

fn main() {}
