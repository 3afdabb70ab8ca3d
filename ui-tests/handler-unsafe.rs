// An `unsafe fn` would make the whole body an unsafe block.

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
        unsafe fn UART0(isr) {}
    }
}

fn main() {}
