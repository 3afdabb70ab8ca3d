// The hardware calls a handler: nothing to inline it into.

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
        #[inline]
        fn UART0(isr) {}
    }
}

fn main() {}
