// TIMER0 is not on the cell's list: main's lock would not hold it off, and two `&mut` to one value would be
// alive.

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
        fn UART0(isr) {}
        fn TIMER0(isr) { *super::A.get_mut(isr) += 1 }
    }
}

fn main() {}
