// TIMER0 is not on the cell's list, so no lock held it off: it would come while main or UART0 has a `&mut` to
// the value, and a section that it opens itself doesn't undo that.

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
        fn TIMER0(isr) { irqshare::interrupts::free(|cs| super::A.lock_in(isr, cs, |a| *a += 1)) }
    }
}

fn main() {}
