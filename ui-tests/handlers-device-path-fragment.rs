// A device that a macro took as `path` can't be taken apart, to look up names in it.

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

mod irq {
    macro_rules! handler {
        ($device:path, $name:ident) => {
            irqshare::handlers! {
                device: $device;
                fn $name(isr) {}
            }
        };
    }
    handler! { super::device, UART0 }
}

fn main() {}
