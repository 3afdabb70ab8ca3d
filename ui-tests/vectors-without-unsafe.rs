// A forged list states a ceiling of its own: locks would mask too little.

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

struct Forged;

impl irqshare::Vectors for Forged {
    const CEILING: irqshare::mask::Ceiling = <irq::UART0 as irqshare::Vectors>::CEILING;
    const ALONE: bool = true;
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {}
    }
}

fn main() {}
