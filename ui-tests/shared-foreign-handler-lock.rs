// TIMER0 is not on the cell's list, so the lock would mask for the wrong ceiling: UART0 could have a `&mut` to
// the same value at the same time.

use irqshare::Shared;

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

static A: Shared<u32, irq::UART0> = Shared::new(0);

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {}
        fn TIMER0(isr) { super::A.lock(isr, |a| *a += 1) }
    }
}

fn main() {}
