// A handler can be preempted by one of higher priority: `&mut Isr` is no token (on AVR, where handlers don't
// nest, `isr.cs()` gives one).

use irqshare::IrqMutex;

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

static A: IrqMutex<u32> = IrqMutex::new(0);

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) { super::A.borrow(isr); }
    }
}

fn main() {}
