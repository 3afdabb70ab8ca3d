// Ceilings are computed by the compiler, so a priority is a constant.

use irqshare::Global;

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

static LEVEL: Global<u16> = Global::new(2);

mod irq {
    irqshare::handlers! {
        device: super::device;
        #[priority(super::LEVEL.get())]
        fn UART0(isr) {}
    }
}

fn main() {}
