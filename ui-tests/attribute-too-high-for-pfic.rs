// The PFIC has two levels, on the model as on the chip.

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        USART1 = 32,
    }
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        attribute: qingke_rt::interrupt;
        #[priority(3)]
        fn USART1(isr) {}
    }
}

fn main() {}
