// A HAL that a macro took as `path` can't be taken apart, to look up names in it.

mod irq {
    macro_rules! handler {
        ($hal:path, $name:ident) => {
            irqshare::handlers! {
                hal: $hal;
                fn $name(isr) {}
            }
        };
    }
    handler! { some_hal, UART0 }
}

fn main() {}
