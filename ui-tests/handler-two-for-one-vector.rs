// Two handlers for one vector: one of them would never run, though its cells count on it.

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
        fn UART0(isr) {}
        fn UART0(isr) {}
    }
}

fn main() {}
