// Main isn't the writer: UART0 could come between the load and the store of its `update`, and what
// it wrote would be lost.

use irqshare::{Main, Published};

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
    }
}

static A: Published<u32, irq::UART0> = Published::new(0);

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) { super::A.set(isr, 1) }
    }
}

fn reset(main: &mut Main) {
    A.set(main, 0);
}

fn main() {}
