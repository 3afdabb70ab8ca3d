// A handler isn't for calling, so it can't be public.

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
        pub fn UART0(isr) {}
    }
}

fn main() {}
