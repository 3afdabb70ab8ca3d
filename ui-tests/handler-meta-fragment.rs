// An attribute that a macro took as `meta` can't be looked into: it may be any.

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

mod irq {
    macro_rules! handler {
        (#[$meta:meta] $name:ident) => {
            irqshare::handlers! {
                device: super::device;
                #[$meta]
                fn $name(isr) {}
            }
        };
    }
    handler! { #[allow(unused_variables)] UART0 }
}

fn main() {}
