// Nobody takes what a handler returns; one that never returns would block every lower priority for ever.

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
        fn UART0(isr) -> ! { loop {} }
    }
}

fn main() {}
