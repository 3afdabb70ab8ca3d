// `svc` calls its handler from within any section, even one that masks it (that escalates to a fault): nothing
// could be shared with it.

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
        fn SVCall(isr) {}
    }
}

fn main() {}
