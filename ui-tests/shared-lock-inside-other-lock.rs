// A context takes part in one lock at a time: nested ones could name the same cell through two paths. Lock both
// at once with a tuple.

use irqshare::Shared;

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

static A: Shared<u32, irq::UART0> = Shared::new(0);
static B: Shared<u32, irq::UART0> = Shared::new(0);

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {}
    }
}

fn body(main: &mut irqshare::Main) {
    A.lock(main, |a| {
        B.lock(main, |b| *b += *a);
    });
}

fn main() {}
