// A handler that declares no value would drop what is moved in.

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

fn body(main: &mut irqshare::Main) {
    irq::UART0::enable(main, 1);
}

fn main() {}
