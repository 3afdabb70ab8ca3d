// What something else binds is enabled by that, and lends no main: a handler that is named without a body has no `enable`, and its context is no `Main`.

use irqshare::{Main, Moved};

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

static VALUE: Moved<u32, irq::UART0> = Moved::new();

fn body(main: &mut Main) {
    irq::UART0::enable(main);
    irq::UART0::in_handler(|isr| VALUE.put(isr, 1));
}

fn main() {}
