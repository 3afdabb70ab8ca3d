// An `Isr` in a static would let main, or any handler, pass for this one.

use core::cell::RefCell;
use irqshare::{Isr, IrqMutex};

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

static KEPT: IrqMutex<RefCell<Option<Isr<'static, irq::UART0>>>> = IrqMutex::new(RefCell::new(None));

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {}
    }
}

fn main() {}
