// `get_mut` is for a cell that is owned: of a static, handlers have the value, too.

use irqshare::CeilingMutex;

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
    }
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0() {}
    }
}

static A: CeilingMutex<u32, irq::UART0> = CeilingMutex::new(0);

fn main() {
    *A.get_mut() += 1;
}
