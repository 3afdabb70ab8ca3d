// A third handler would use a cell that belongs to main and two others: none of their masks count it.

use irqshare::Shared;

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
        GPIOA = 0,
    }
}

static A: Shared<u32, (irq::UART0, irq::TIMER0)> = Shared::new(0);

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {}
        fn TIMER0(isr) {}
        fn GPIOA(isr) { *super::A.get_mut(isr) += 1 }
    }
}

fn main() {}
