// A line is switched on main's core alone, which a context proves; a token and nothing prove less, and one that a lock has borrowed is busy.

use irqshare::{Main, Shared, interrupts};

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {}
    }
}

static COUNT: Shared<u32, irq::UART0> = Shared::new(0);

fn body(main: &mut Main) {
    irq::UART0::pause();
    interrupts::free(|mut cs| irq::UART0::resume(&mut cs));
    COUNT.lock(main, |_| irq::UART0::pause(main));
}

fn main() {}
