// SysTick isn't an NVIC line: it can fire before any value moved in, and the handler would find nothing there.

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
        fn SysTick(isr, led: &mut u32) { let _ = led; }
    }
}

fn main() {}
