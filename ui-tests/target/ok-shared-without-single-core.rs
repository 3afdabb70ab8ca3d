// target: thumbv6m-none-eabi features: none; expect: builds
// The NVIC is each core's own, and `enable` takes `&mut Main`, which can't leave its core: so the handler runs where main does, and no promise is needed.

#![deny(warnings)]

use irqshare::{Main, Moved, Shared};

mod device {
    pub const NVIC_PRIO_BITS: u8 = 2;
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
    }
    // SAFETY: the numbers are those of the device.
    unsafe impl cortex_m::interrupt::InterruptNumber for Interrupt {
        fn number(self) -> u16 {
            self as u16
        }
    }
}

static A: Shared<u32, (irq::UART0, irq::TIMER0)> = Shared::new(0);
static B: Moved<u32, irq::UART0> = Moved::new();

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) { super::A.lock(isr, |a| *a += 1); super::B.get_mut(isr); }
        #[priority(2)]
        fn TIMER0(isr, led: &mut u32) { *led += *super::A.get_mut(isr); }
    }
}

pub fn body(main: &mut Main) {
    irq::TIMER0::enable(main, 1);
    A.lock(main, |a| *a += 1);
    B.put(main, 2);
    irq::TIMER0::disable(main);
}
