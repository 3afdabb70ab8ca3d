// A handle that is kept past its `block_on` could lend main a second time, beside main itself.

use irqshare::{Main, Shared, block_on};

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
    let handle = block_on(main, |handle| async move { handle });
    A.lock(main, |a| handle.with(|main| A.lock(main, |again| core::mem::swap(a, again))));
}

fn main() {}
