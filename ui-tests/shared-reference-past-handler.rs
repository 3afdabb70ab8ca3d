// A `&mut` kept past the handler, for whoever comes next, would live beside main's own.

use core::cell::RefCell;
use irqshare::{IrqMutex, Shared, interrupts};

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

static A: Shared<u32, irq::UART0> = Shared::new(0);
static KEPT: IrqMutex<RefCell<Option<&'static mut u32>>> = IrqMutex::new(RefCell::new(None));

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) { 
            let a: &'static mut u32 = super::A.get_mut(isr);
            super::interrupts::free(|cs| super::KEPT.put(cs, a));
        }
    }
}

fn main() {}
