// Another runtime's attribute could bind the function to anything, or preempt it: it takes a promise.

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
    }
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        attribute: some_rt::interrupt;
        fn UART0(isr) {}
    }
}

fn main() {}
