// A handler that disables a line takes the values from under the handler that it preempted.

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
        #[priority(2)]
        fn TIMER0(isr) { let _ = super::irq::UART0::disable(isr); }
    }
}

fn main() {}
