// The second `end` would restore a state that is no longer the one before: inside an outer section it would turn
// interrupts on.

use irqshare::section;

fn body() {
    let saved = section::start();
    unsafe { section::end(saved) };
    unsafe { section::end(saved) };
}

fn main() {}
