// `restore` out of order restores the wrong state: inside an outer section it would turn interrupts on.

use irqshare::interrupts;

fn body() {
    let saved = interrupts::save_and_disable();
    interrupts::restore(saved);
}

fn main() {}
