// Values move into one handler: with two of them there would be no telling whose it is.

use irqshare::Moved;

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

static LED: Moved<u32, (irq::UART0, irq::TIMER0)> = Moved::new();

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {}
        fn TIMER0(isr) {}
    }
}

fn main() {}
