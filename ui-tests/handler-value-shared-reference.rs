// Values are lent as `&mut Type`; `&Type` would say that someone else reads them too.

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
        fn UART0(isr, led: &u32) { let _ = led; }
    }
}

fn main() {}
