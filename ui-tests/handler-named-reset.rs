// Reset isn't an interrupt: its "handler" would run before memory is ready.

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
        fn Reset(isr) {}
    }
}

fn main() {}
