// Blocking within a lock would hold the cell's handlers off, which are to wake it.

use irqshare::{Event, Main, Shared, block_on};

static EVENT: Event = Event::new();

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
    }
}

static A: Shared<u32, irq::UART0> = Shared::new(0);

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {}
    }
}

fn body(main: &mut Main) {
    A.lock(main, |a| *a += u32::from(block_on(main, |_| EVENT.wait()).get()));
}

fn main() {}
