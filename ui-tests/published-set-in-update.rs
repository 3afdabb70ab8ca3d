// An `update` inside the `update` would be overwritten by it.

use irqshare::Published;

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
        fn UART0(isr) {
            super::A.update(isr, |a| {
                super::A.set(isr, 7);
                a + 1
            })
        }
    }
}

fn main() {}
