// That main runs doesn't hold its handlers off: `lock_in` needs a section, else the handler would meet main's `&mut`.

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
    }
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {
            *super::A.get_mut(isr) += 1;
        }
    }
}

use irqshare::{Main, Shared};

static A: Shared<u32, irq::UART0> = Shared::new(0);

fn body(main: &mut Main) {
    A.lock_in(main, (), |value| *value += 1);
}

fn main() {}
