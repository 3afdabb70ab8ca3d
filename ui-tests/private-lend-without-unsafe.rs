// What `in_handler` is made of, called by hand: what `lend` gives could be kept, and dropped while an `Isr` of the same handler lives.

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

fn called_by_the_handler() {
    let _ = irqshare::__private::lend::<irq::UART0>();
}

fn main() {
    called_by_the_handler();
}
