// target: thumbv6m-none-eabi features: none; expect only: SysTick and PendSV are there on each core
// Core 1 has a SysTick of its own, and safe functions that start it: this handler would run there, with a `&mut` to what main locks on core 0.

use irqshare::Shared;

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

static A: Shared<u32, (irq::UART0, irq::SysTick)> = Shared::new(0);

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) { super::A.lock(isr, |a| *a += 1) }
        fn SysTick(isr) { *super::A.get_mut(isr) += 1 }
    }
}
