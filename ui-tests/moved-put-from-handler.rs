// Only main moves values in: a handler that puts one would drop, at its priority, what main put there.

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
        fn UART0(isr) { super::LED.put(isr, 1); }
    }
}

fn main() {}
