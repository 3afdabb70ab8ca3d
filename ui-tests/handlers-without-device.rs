// Without the device no vector's name and number could be checked.

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

mod irq {
    irqshare::handlers! {
        fn UART0(isr) {}
    }
}

fn main() {}
