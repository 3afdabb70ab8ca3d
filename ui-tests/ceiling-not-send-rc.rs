// An `Rc` in a `CeilingMutex`: a clone taken out of the lock would count while a handler counts too.

use irqshare::CeilingMutex;
use std::rc::Rc;

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
    }
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0() {}
    }
}

static A: CeilingMutex<Option<Rc<u32>>, irq::UART0> = CeilingMutex::new(None);

fn main() {}
