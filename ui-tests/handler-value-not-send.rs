// An `Rc` that moves into a handler with `enable` leaves its clones in main: both would count without atomics.

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
        fn UART0(isr, led: &mut std::rc::Rc<u32>) { let _ = led; }
    }
}

fn main() {}
