// The promise is made by `unsafe` alone.

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
    }
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        attribute: trusted(some_rt::interrupt);
        fn UART0(isr) {}
    }
}

fn main() {}
