// A token proves that interrupts are off, but it can be copied: two `lock`s of it would give two `&mut`.

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

fn body() {
    irqshare::interrupts::free(|mut cs| A.lock(&mut cs, |a| *a += 1));
}

fn main() {}
