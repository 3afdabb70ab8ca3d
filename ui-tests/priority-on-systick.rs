// SysTick runs at the top priority, its reset value: with another number, locks would mask too little.

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
        #[priority(1)]
        fn SysTick(isr) {}
    }
}

fn main() {}
