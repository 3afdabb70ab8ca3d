// A handler's symbol is its vector's: under another one the vector table wouldn't have it.

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
        #[unsafe(export_name = "x")]
        fn UART0(isr) {}
    }
}

fn main() {}
