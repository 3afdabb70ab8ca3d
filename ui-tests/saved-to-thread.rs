// The state of this core's interrupts, restored on another one, leaves this one masked for ever.

use irqshare::interrupts;

fn body() {
    let saved = interrupts::save_and_disable();
    std::thread::spawn(move || unsafe { interrupts::restore(saved) });
}

fn main() {}
