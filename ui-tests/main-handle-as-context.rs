// A handle can be copied, so it lends no `&mut T` by itself: two copies would give one each.

use irqshare::{Shared, MainHandle};

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

fn body(mut handle: MainHandle<'_>) {
    A.lock(&mut handle, |a| *a += 1);
}

fn main() {}
