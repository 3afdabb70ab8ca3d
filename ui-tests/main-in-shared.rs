// `Main` moved into a handler's cell would let that handler pass for main.

use irqshare::{Main, Moved};

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

static KEPT: Moved<Main, irq::UART0> = Moved::new();

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {}
    }
}

fn main() {}
