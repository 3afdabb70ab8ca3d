// What `NAME::enable` is made of, called by hand: it would enable a line without the values that its handler
// uses unchecked.

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
        fn UART0(isr, led: &mut u32) { *led += 1; }
    }
}

fn body(main: &mut irqshare::Main) {
    let _ = irqshare::__private::enable::<irq::UART0, ()>(main, || {});
}

fn main() {}
