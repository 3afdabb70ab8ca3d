// An exception has no line: nothing checks its slot or moves values in.

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
        fn SysTick(isr) {}
    }
}

fn body(main: &mut irqshare::Main) {
    irq::SysTick::enable(main);
}

fn main() {}
