// The handler would take one type's bytes for another's.

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
        fn UART0(isr, led: &mut u32) { *led += 1; }
    }
}

fn body(main: &mut irqshare::Main) {
    irq::UART0::enable(main, "led");
}

fn main() {}
