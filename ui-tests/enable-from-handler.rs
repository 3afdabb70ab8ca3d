// A handler that enables a line would move values in while main may be doing the same.

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
        fn UART0(isr, led: &mut u32) { *led += 1; }
    }
}

mod other {
    irqshare::handlers! {
        device: super::device;
        fn TIMER0(isr) { super::irq::UART0::enable(isr, 1) }
    }
}

fn main() {}
