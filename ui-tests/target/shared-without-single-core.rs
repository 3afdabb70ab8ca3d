// target: thumbv7m-none-eabi features: none; expect: features = ["unsafe-assume-single-core"]
// Without the promise, a handler may run on another core, which no mask of this one holds off: both would have a
// `&mut` to one value.

use irqshare::Shared;

mod device {
    pub const NVIC_PRIO_BITS: u8 = 3;
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

static A: Shared<u32, irq::UART0> = Shared::new(0);

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) { *super::A.get_mut(isr) += 1 }
    }
}
