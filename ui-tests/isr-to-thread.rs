// A thread isn't the handler: it would use the handler's cells without a mask.

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

fn body(isr: &mut irqshare::Isr<'_, irq::UART0>) {
    std::thread::scope(|scope| {
        scope.spawn(|| core::mem::drop(isr));
    });
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {}
    }
}

fn main() {}
