// An `Isr` has the lifetime of its handler: kept longer, it would prove that the handler runs when it doesn't.

use irqshare::Isr;

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

fn keep(_: &'static mut Isr<'static, irq::UART0>) {}

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) { super::keep(isr) }
    }
}

fn main() {}
