// A handler that takes the value back could run while main is told that the value is there.

use irqshare::Moved;

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

static LED: Moved<u32, irq::UART0> = Moved::new();

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) { super::LED.take(isr); }
    }
}

fn main() {}
