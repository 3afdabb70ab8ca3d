// A handler that has its `Shared`'s value out of one call must not get a second one in a `CeilingMutex`'s lock: the context is borrowed, whatever other locks are open.

use irqshare::{CeilingMutex, Shared};

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
    }
}

static A: CeilingMutex<u32, irq::UART0> = CeilingMutex::new(0);
static B: Shared<u32, irq::UART0> = Shared::new(0);

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {
            let kept = super::B.get_mut(isr);
            super::A.lock(|_| super::B.lock(isr, |b| *b += 1));
            *kept += 1;
        }
    }
}

fn main() {}
