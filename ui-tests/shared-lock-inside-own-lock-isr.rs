// The same in a handler, where `lock` emits nothing: only the borrow of `isr` keeps the second `&mut` away.

use irqshare::Shared;

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

static A: Shared<u32, (irq::UART0, irq::TIMER0)> = Shared::new(0);

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) { super::A.lock(isr, |a| super::A.lock(isr, |again| *again += *a)) }
        fn TIMER0(isr) {}
    }
}

fn main() {}
