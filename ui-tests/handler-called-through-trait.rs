// The model's own way to call a handler: from main it would run beside main's locks, so it is unsafe.

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
        fn UART0(isr) {}
    }
}

fn body() {
    <irq::UART0 as irqshare::__private::Emulated>::handler();
}

fn main() {}
