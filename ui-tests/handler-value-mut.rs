// What is lent is `&mut` already: `mut led` would say that the reference itself changes.

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
        fn UART0(isr, mut led: &mut u32) { let _ = led; }
    }
}

fn main() {}
