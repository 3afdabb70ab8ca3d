// Debug events strike inside locks: whatever the handler shared would be torn.

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
        fn DebugMonitor(isr) {}
    }
}

fn main() {}
