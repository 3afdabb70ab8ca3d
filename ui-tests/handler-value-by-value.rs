// The value stays with the handler from one interrupt to the next: it can't be consumed.

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
        fn UART0(isr, led: u32) { let _ = led; }
    }
}

fn main() {}
