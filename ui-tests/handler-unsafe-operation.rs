// A handler's body is safe code: the trampoline's `unsafe` must not cover what the user writes.

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

static mut RAW: u32 = 0;

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) { super::RAW += 1; }
    }
}

fn main() {}
