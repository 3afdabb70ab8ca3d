// The state of this core's interrupts, restored on another one, leaves this one masked for ever.

use irqshare::section;

fn body() {
    let saved = section::start();
    std::thread::spawn(move || unsafe { section::end(saved) });
}

fn main() {}
