// A shared `&Main` can be copied: two locks through it would give two `&mut` to one value.

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

fn body(main: &irqshare::Main) {
    A.lock(main, |a| *a += 1);
}

fn main() {}
