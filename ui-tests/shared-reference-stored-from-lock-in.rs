// A `&mut` that leaves the section through an outer variable is no longer masked: the handler would make a second
// one.

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

fn body(main: &mut irqshare::Main) {
    let mut kept: Option<&mut u32> = None;
    irqshare::interrupts::free(|cs| A.lock_in(main, cs, |a| kept = Some(a)));
    *kept.unwrap() += 1;
}

fn main() {}
