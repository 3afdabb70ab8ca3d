// A handler's context lends no task: its tasks would lock cells as main does, which doesn't hold the handlers between the two off.

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
    }
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {
            isr.as_task().with(|_| ());
        }
    }
}

fn main() {}
