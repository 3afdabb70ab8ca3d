// The program's critical-section may hold off some handlers alone: one that it lets through would meet main's `&mut`.

use irqshare::{Main, Shared};

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
        fn UART0(isr) { *super::A.get_mut(isr) += 1 }
    }
}

fn body(main: &mut Main) {
    critical_section::with(|cs| A.lock_in(main, cs, |value| *value += 1));
}

fn main() {}
