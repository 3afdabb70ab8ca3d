// The same behind a generic function, which alone looks harmless: the handler that calls it is below the
// ceiling.

use irqshare::{Admits, Isr, Shared, Vector};

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

static A: Shared<u32, (irq::UART0, irq::TIMER0)> = Shared::new(0);

fn add<V: Vector, I, H>(cell: &Shared<u32, H>, isr: &mut Isr<'_, V>)
where
    H: for<'i> Admits<Isr<'i, V>, I>,
{
    *cell.get(isr) += 1;
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        #[priority(1)]
        fn UART0(isr) { super::add(&super::A, isr) }
        #[priority(2)]
        fn TIMER0(isr) {}
    }
}

fn main() {
    let _ = irqshare::model::Setup::cortex_m().attach::<irq::UART0>(1).attach::<irq::TIMER0>(1);
}
