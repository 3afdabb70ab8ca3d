// The device stands first: in the middle, some handlers would be checked against another one.

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
        device: super::device;
    }
}

fn main() {}
