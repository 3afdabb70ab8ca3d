// Nothing polls the future that an `async` handler would return: its body would never run.

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
        async fn UART0(isr) {}
    }
}

fn main() {}
