// The device's enum is one type for all its interrupts: it names no single handler, and has no priority.

use irqshare::Shared;

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
}

static A: Shared<u32, device::Interrupt> = Shared::new(0);

fn main() {}
