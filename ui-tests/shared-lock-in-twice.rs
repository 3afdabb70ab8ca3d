// A critical section can be proved twice, but main is here once: two `&mut` to one value would live at the same time.

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

use irqshare::{Main, Shared, interrupts};

static A: Shared<u32, irq::UART0> = Shared::new(0);

fn body(main: &mut Main) {
    interrupts::free(|cs| {
        A.lock_in(main, cs, |first| {
            A.lock_in(main, cs, |second| core::mem::swap(first, second));
        });
    });
}

fn main() {}
