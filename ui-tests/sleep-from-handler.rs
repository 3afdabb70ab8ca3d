// A handler that sleeps is never woken by those that it holds off.

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
    }
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {
            irqshare::sleep_until(isr, |_, _| Some(()));
        }
    }
}

fn main() {}
