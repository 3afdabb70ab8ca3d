// A HAL has no names for exceptions.

irqshare::handlers! {
    hal: some_hal;
    fn PendSV(isr) {}
}

fn main() {}
