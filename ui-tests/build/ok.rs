// What the files beside this one spoil, done right; it also makes trybuild build them all, instead of only checking:
// their errors come when code is generated.

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
        fn UART0(isr) { super::A.lock(isr, |a| *a += 1) }
        #[priority(2)]
        fn TIMER0(isr) { *super::A.get_mut(isr) += 1 }
    }
}

fn main() {
    let _ = irqshare::model::Setup::cortex_m().attach::<irq::UART0>(1).attach::<irq::TIMER0>(1);
}
