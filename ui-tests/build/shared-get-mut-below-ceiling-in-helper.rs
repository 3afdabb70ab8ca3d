// The same behind a function, which alone looks harmless: the handler that it is for is below the ceiling.

use irqshare::{Isr, Shared};

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

static A: Shared<u32, (irq::UART0, irq::TIMER0)> = Shared::new(0);

fn add(isr: &mut Isr<'_, irq::UART0>) {
    *A.get_mut(isr) += 1;
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        #[priority(1)]
        fn UART0(isr) { super::add(isr) }
        #[priority(2)]
        fn TIMER0(isr) {}
    }
}

fn main() {
    let _ = irqshare::model::Setup::cortex_m().attach::<irq::UART0>(1).attach::<irq::TIMER0>(1);
}
