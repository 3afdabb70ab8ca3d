// DefaultHandler runs for any vector, so no priority is known to mask up to.

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
        fn DefaultHandler(isr) {}
    }
}

fn main() {}
