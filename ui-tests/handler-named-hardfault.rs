// A fault strikes inside any critical section: no mask holds it off, so whatever it shared would be torn.

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
        fn HardFault(isr) {}
    }
}

fn main() {}
