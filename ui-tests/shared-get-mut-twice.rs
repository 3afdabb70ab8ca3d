// Two references of `get_mut` alive at once would be two `&mut` to one value.

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
            let second = super::A.get_mut(isr);
            core::mem::swap(first, second);
        }
    }
}

fn main() {}
