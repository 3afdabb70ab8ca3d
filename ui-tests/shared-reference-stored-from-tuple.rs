// A `&mut` that leaves a tuple lock through an outer variable is no longer masked.

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
    let mut kept: Option<&mut u32> = None;
    main.lock((&A, &B), |(a, _)| kept = Some(a));
    *kept.unwrap() += 1;
}

fn main() {}
