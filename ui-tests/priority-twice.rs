// Two priorities: locks would be compiled for one of them.

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
        #[priority(1)]
        #[priority(2)]
        fn UART0(isr) {}
    }
}

fn main() {}
