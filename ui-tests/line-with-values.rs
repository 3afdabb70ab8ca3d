// Generic code switches lines whose handlers take nothing along: what it would have to pass isn't known to it.

use irqshare::{Line, Main};

mod irq {
    irqshare::handlers! {
        device: irqshare::model::lm3s6965;
        fn UART0(isr, bytes: &mut u32) { *bytes += 1 }
        fn SysTick(_isr) {}
    }
}

fn open<V: Line>(main: &mut Main) {
    V::enable(main);
}

fn both(main: &mut Main) {
    open::<irq::UART0>(main);
    open::<irq::SysTick>(main);
}

fn main() {}
