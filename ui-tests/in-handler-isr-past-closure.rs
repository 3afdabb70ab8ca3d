// The context that `in_handler` lends ends with its closure: kept longer, it would prove that the handler runs when it doesn't, or meet a second one.

use irqshare::{Isr, Shared};

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0;
    }
}

static COUNT: Shared<u32, irq::UART0> = Shared::new(0);

fn returned() -> &'static mut u32 {
    irq::UART0::in_handler(|isr| COUNT.get_mut(isr))
}

fn stored() {
    let mut kept: Option<&mut Isr<'_, irq::UART0>> = None;
    irq::UART0::in_handler(|isr| kept = Some(isr));
    irq::UART0::in_handler(|isr| (COUNT.get_mut(isr), COUNT.get_mut(kept.unwrap())).0);
}

fn keep(_: &'static mut Isr<'static, irq::UART0>) {}

fn named() {
    irq::UART0::in_handler(keep);
}

fn main() {}
