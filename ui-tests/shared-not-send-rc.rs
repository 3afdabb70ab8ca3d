// An `Rc` in a `Shared`: main and the handler would count its references without atomics, one in the middle of
// the other.

use irqshare::Shared;
use std::rc::Rc;

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

static A: Shared<Option<Rc<u32>>, irq::UART0> = Shared::new(None);

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {}
    }
}

fn main() {}
