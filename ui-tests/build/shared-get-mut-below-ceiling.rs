// TIMER0 uses the cell too and preempts UART0, whose `get_mut` masks nothing: both would have a `&mut` to one value.

use irqshare::Shared;

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

static A: Shared<u32, (irq::UART0, irq::TIMER0)> = Shared::new(0);

mod irq {
    irqshare::handlers! {
        device: super::device;
        #[priority(1)]
        fn UART0(isr) { *super::A.get_mut(isr) += 1 }
        #[priority(2)]
        fn TIMER0(isr) { *super::A.get_mut(isr) += 1 }
    }
}

fn main() {
    let _ = irqshare::model::Setup::cortex_m().attach::<irq::UART0>(1).attach::<irq::TIMER0>(1);
}
