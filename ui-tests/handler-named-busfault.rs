// A fault strikes at the access that causes it, which may stand inside any lock.

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
        fn BusFault(isr) {}
    }
}

fn main() {}
