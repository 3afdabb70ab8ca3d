// A handler's symbol is its vector's: a second one could take the place of another function.

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
        #[unsafe(no_mangle)]
        fn UART0(isr) {}
    }
}

fn main() {}
