// The device lacks this priority: truncated to its bits it would be another one, and locks would mask the wrong
// handlers.

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
        #[priority(257)]
        fn UART0(isr) {}
    }
}

fn main() {}
