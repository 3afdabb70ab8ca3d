// TIMER0 isn't the writer: it could preempt UART0 between the load and the store of an `update`,
// whose count would be lost.

use irqshare::Published;

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

static A: Published<u32, irq::UART0> = Published::new(0);

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) { super::A.set(isr, 1) }
        fn TIMER0(isr) { super::A.update(isr, |a| a + 1) }
    }
}

fn main() {}
