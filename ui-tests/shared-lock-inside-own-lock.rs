// Locking a cell within its own lock would give a second `&mut` to the value.

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
    }
}

fn body(main: &mut irqshare::Main) {
    A.lock(main, |a| {
        A.lock(main, |again| *again += *a);
    });
}

fn main() {}
