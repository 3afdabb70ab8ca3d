// On the model, what `main!` lends must not outlive the run: kept, it would meet the `Main` of the next one, and two locks would give two `&mut`.

use irqshare::Main;
use std::cell::Cell;

std::thread_local! {
    static KEPT: Cell<Option<&'static mut Main>> = const { Cell::new(None) };
}

irqshare::main! {
    fn main(main) {
        KEPT.set(Some(main));
    }
}
