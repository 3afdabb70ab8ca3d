// The second `restore` would restore a state that is no longer the one before: inside an outer section it would turn
// interrupts on.

use irqshare::interrupts;

fn body() {
    let saved = interrupts::save_and_disable();
    unsafe { interrupts::restore(saved) };
    unsafe { interrupts::restore(saved) };
}

fn main() {}
