// A device without the enum `Interrupt` has no names and numbers to check against.

mod device {}

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {}
    }
}

fn main() {}
