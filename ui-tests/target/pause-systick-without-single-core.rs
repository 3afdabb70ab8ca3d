// target: thumbv7m-none-eabi features: none; expect only: SysTick, PendSV and handlers of `hal:` may run on another core, which has lines of its own, so they pause and resume none
// On core 1, `resume` would turn the line on there: its handler would run beside main.

use irqshare::{Isr, Vector};

mod device {
    pub const NVIC_PRIO_BITS: u8 = 3;
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

irqshare::handlers! {
    device: device;
    fn UART0(_isr) {}
    fn UART1(isr) {
        pause(isr);
    }
    fn SysTick(isr) {
        UART0::resume(isr);
    }
}

fn pause<V: Vector>(isr: &mut Isr<'_, V>) {
    UART0::pause(isr);
}
