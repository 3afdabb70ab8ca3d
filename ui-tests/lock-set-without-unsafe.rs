// A forged tuple makes its references as it likes: two `&mut` to one value.

use irqshare::{LockSet, Main};

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

#[derive(Clone, Copy)]
struct Forged;

impl LockSet<Main, ()> for Forged {
    type Refs<'a> = ();
    const CEILING: irqshare::mask::Ceiling = <irq::UART0 as irqshare::Vectors>::CEILING;
    const MASKS: bool = false;
    fn distinct(self) -> bool {
        true
    }
    unsafe fn lend<R>(self, f: impl for<'a> FnOnce(Self::Refs<'a>) -> R) -> R {
        f(())
    }
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {}
    }
}

fn main() {}
