// A tuple lock borrows the context too: a lock inside it could name one of its cells again.

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
    main.lock((&A, &B), |(a, _)| A.lock(main, |again| *again += *a));
}

fn main() {}
