// A raw pointer may point to what only one context may touch: a `Shared` would carry it to the other.

use irqshare::Shared;

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

static A: Shared<*mut u32, irq::UART0> = Shared::new(core::ptr::null_mut());

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {}
    }
}

fn main() {}
