// An `Rc` moved into a handler leaves its clones in main: both would count without atomics.

use irqshare::Moved;
use std::rc::Rc;

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

static A: Moved<Rc<u32>, irq::UART0> = Moved::new();

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {}
    }
}

fn main() {}
