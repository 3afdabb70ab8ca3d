// TIMER0 preempts UART0, so it could strike while UART0 has its unmasked `&mut`: the ceiling that the cell was
// compiled with is too low for it.

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
        #[priority(2)]
        fn UART0(isr) {}
        #[priority(3)]
        fn TIMER0(isr) { super::A.lock(isr, |a| *a += 1) }
    }
}

fn main() {}
