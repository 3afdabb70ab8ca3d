// Priority 0 is main's: a handler of it would be masked by nothing.

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
        #[priority(0)]
        fn UART0(isr) {}
    }
}

fn main() {}
