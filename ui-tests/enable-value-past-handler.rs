// A `&mut` to a value that moved in with `enable`, kept past the handler, would outlive `disable`, which gives
// the value back.

use core::cell::RefCell;
use irqshare::{IrqMutex, interrupts};

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

static KEPT: IrqMutex<RefCell<Option<&'static mut u32>>> = IrqMutex::new(RefCell::new(None));

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr, led: &mut u32) { 
            super::interrupts::free(|cs| super::KEPT.put(cs, led));
        }
    }
}

fn main() {}
