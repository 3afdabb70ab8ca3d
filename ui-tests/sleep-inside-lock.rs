// Sleeping within a lock would hold the cell's handlers off, which are to wake it.

use irqshare::{Main, Shared, sleep_until};

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
    A.lock(main, |a| {
        sleep_until(main, |_, _| (*a > 0).then_some(()));
    });
}

fn main() {}
