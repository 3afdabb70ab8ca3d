// target: thumbv6m-none-eabi features: none; expect: builds
// A SysTick that asks for its core may stand in a list: on another core than main's it ends the program. Without the promise of a single core.

#![deny(warnings)]

use irqshare::Shared;

pub struct Sio;
// SAFETY: this is compiled, never run.
unsafe impl irqshare::CoreNumber for Sio {
    const MAIN: u32 = 0;
    fn core_number() -> u32 {
        0
    }
}


mod device {
    pub const NVIC_PRIO_BITS: u8 = 2;
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        UART1 = 6,
    }
    // SAFETY: the numbers are those of the device.
    unsafe impl cortex_m::interrupt::InterruptNumber for Interrupt {
        fn number(self) -> u16 {
            self as u16
        }
    }
}

/// What something else binds asks, too.
static B: Shared<u32, (elsewhere::UART1, elsewhere::PendSV)> = Shared::new(0);

mod elsewhere {
    irqshare::handlers! {
        device: super::device;
        core: super::Sio;
        fn UART1;
        #[priority(2)]
        fn PendSV;
    }
}

pub fn in_pendsv() {
    elsewhere::PendSV::in_handler(|isr| *B.get_mut(isr) += 1);
    elsewhere::UART1::in_handler(|isr| B.lock(isr, |b| *b += 1));
}

static A: Shared<u32, (irq::UART0, irq::SysTick)> = Shared::new(0);

mod irq {
    irqshare::handlers! {
        device: super::device;
        core: super::Sio;
        fn UART0(isr, own: &mut u32) { super::A.lock(isr, |a| *a += *own) }
        fn SysTick(isr) { *super::A.get_mut(isr) += 1 }
    }
}
