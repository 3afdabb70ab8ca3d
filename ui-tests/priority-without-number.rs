// A priority without its number says nothing about what a lock has to mask.

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
        #[priority]
        fn UART0(isr) {}
    }
}

fn main() {}
