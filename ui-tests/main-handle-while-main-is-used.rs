// Main used while a handle lives: the handle could lend it a second time.

use irqshare::{Main, Shared};

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
    let handle = main.handle();
    A.lock(main, |a| handle.with(|main| A.lock(main, |again| core::mem::swap(a, again))));
}

fn main() {}
