// The `&mut` of a lock, returned: a handler would make a second one.

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

fn body() {
    let kept: &mut u32 = A.lock(|a| a);
    *kept += 1;
}

fn main() {}
