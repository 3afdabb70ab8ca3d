// A task can be copied, so it lends no `&mut T` by itself: two tasks would have one each.

use irqshare::{Shared, Task};

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
    }
}

static A: Shared<u32, irq::UART0> = Shared::new(0);

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {}
    }
}

fn body(mut task: Task<'_>) {
    A.lock(&mut task, |a| *a += 1);
}

fn main() {}
