// The `&mut` of `try_lock`, stored outside of it: a handler would make a second one.

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
    let mut kept = None;
    A.try_lock(|a| kept = Some(a));
    *kept.unwrap() += 1;
}

fn main() {}
