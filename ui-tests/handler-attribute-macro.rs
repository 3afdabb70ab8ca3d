// An attribute macro could call the handler's function, and copy it: then there would be two contexts of one vector.

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        #[core::prelude::v1::derive(Debug)]
        fn UART0(isr) {}
    }
}

fn main() {}
