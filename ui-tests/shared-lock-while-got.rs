// A lock while the reference of `get_mut` is alive could name the same cell.

use irqshare::Shared;

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

static A: Shared<u32, irq::UART0> = Shared::new(0);

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) { 
            let first = super::A.get_mut(isr);
            super::A.lock(isr, |second| core::mem::swap(first, second));
        }
    }
}

fn main() {}
