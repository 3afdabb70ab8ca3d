// A forged membership lets a foreign handler touch the cell: two `&mut` to one value.

use irqshare::Shared;

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

static A: Shared<u32, irq::UART0> = Shared::new(0);

struct Here;

impl irqshare::Admits<irqshare::Isr<'_, irq::TIMER0>, Here> for irq::UART0 {}

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {}
        fn TIMER0(isr) { *super::A.get_mut(isr) += 1 }
    }
}

fn main() {}
