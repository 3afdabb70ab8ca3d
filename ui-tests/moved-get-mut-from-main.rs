// `get_mut` masks nothing: in main the handler could strike while the reference is alive.

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
    }
}

fn body(main: &mut irqshare::Main) {
    LED.get_mut(main);
}

fn main() {}
