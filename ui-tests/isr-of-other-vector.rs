// The context of one handler for the cell of another: `Moved::get_mut` masks nothing, so the other handler could
// strike in the middle.

use irqshare::Moved;

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

static LED: Moved<u32, irq::UART0> = Moved::new();

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) {}
        fn TIMER0(isr) { super::LED.get_mut(isr); }
    }
}

fn main() {}
