// The type of `isr` is the macro's to write: another vector's would let the handler pass for that one.

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
        fn UART0(isr: &mut irqshare::Isr<UART0>) {}
    }
}

fn main() {}
