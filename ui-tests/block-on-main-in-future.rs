// Main used in a future beside the sleep of its executor would be there twice. The future gets a task instead: `handle.with(|main| ..)`.

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
    block_on(main, |_main| async { A.lock(main, |a| *a += 1) });
}

fn main() {}
