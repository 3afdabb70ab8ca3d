// A vector of the same name from another `handlers!` is another type, which the cell doesn't list: its handler
// has a priority of its own.

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
    }
}

mod other {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) { *super::A.get_mut(isr) += 1 }
    }
}

fn main() {}
