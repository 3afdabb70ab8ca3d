// An `Isr` out of nothing: main could pass for the handler, and get its values without a mask.

use core::marker::PhantomData;
use irqshare::Isr;

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

fn body() -> Isr<'static, irq::UART0> {
    Isr { not_send_sync: PhantomData }
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {}
    }
}

fn main() {}
