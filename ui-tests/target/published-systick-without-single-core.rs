// target: thumbv6m-none-eabi features: none; expect only: may run on each of them, so none is the one writer
// Core 1 has a SysTick of its own, and safe functions that start it: two handlers would count at once, and one of two counts would be lost.

use irqshare::Published;

mod device {
    pub const NVIC_PRIO_BITS: u8 = 2;
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
    }
    // SAFETY: the numbers are those of the device.
    unsafe impl cortex_m::interrupt::InterruptNumber for Interrupt {
        fn number(self) -> u16 {
            self as u16
        }
    }
}

static A: Published<u32, irq::SysTick> = Published::new(0);

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn SysTick(isr) { super::A.update(isr, |a| a + 1) }
    }
}
