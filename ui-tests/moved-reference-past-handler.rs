// A `&mut` to what moved in, kept past the handler, would outlive main's `take`.

use core::cell::RefCell;
use irqshare::{IrqMutex, Moved, interrupts};

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

static LED: Moved<u32, irq::UART0> = Moved::new();
static KEPT: IrqMutex<RefCell<Option<&'static mut u32>>> = IrqMutex::new(RefCell::new(None));

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) { 
            if let Some(led) = super::LED.get_mut(isr) {
                super::interrupts::free(|cs| super::KEPT.put(cs, led));
            }
        }
    }
}

fn main() {}
