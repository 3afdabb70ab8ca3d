// Even with `unsafe`, a list is a vector or a tuple of vectors: its ceiling is computed, never stated.

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

struct Forged;

unsafe impl irqshare::Vectors for Forged {
    const CEILING: irqshare::mask::Ceiling = <irq::UART0 as irqshare::Vectors>::CEILING;
    const ALONE: bool = true;
    const ON_EVERY_CORE: bool = false;
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {}
    }
}

fn main() {}
