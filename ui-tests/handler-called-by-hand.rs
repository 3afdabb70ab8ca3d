// A handler called from main would run at main's priority with a context that says otherwise: its unmasked
// `&mut` could be preempted by itself.

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
        fn UART0(isr) {}
    }
}

fn body(main: &mut irqshare::Main) {
    let _ = main;
    irq::UART0();
}

fn main() {}
