// One cell of a tuple lock doesn't belong to the handler: the tuple would be a way around the cell's list.

use irqshare::Shared;

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

static A: Shared<u32, irq::UART0> = Shared::new(0);
static B: Shared<u32, irq::TIMER0> = Shared::new(0);

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {}
        fn TIMER0(isr) { isr.lock((&super::A, &super::B), |(a, b)| *a += *b) }
    }
}

fn main() {}
