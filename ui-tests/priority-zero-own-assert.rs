// A macro of the user's own named `assert!` would switch the check of the priority off: main would mask nothing for this
// handler, and the NVIC would take its number for the most urgent.

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

#[allow(unused_macros)]
macro_rules! assert {
    ($($any:tt)*) => {};
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        #[priority(0)]
        fn UART0(isr) {}
    }
}

fn main() {}
