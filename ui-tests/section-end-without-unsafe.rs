// `end` out of order restores the wrong state: inside an outer section it would turn interrupts on.

use irqshare::section;

fn body() {
    let saved = section::start();
    section::end(saved);
}

fn main() {}
