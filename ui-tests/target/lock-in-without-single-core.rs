// target: thumbv7m-none-eabi features: none; expect only: doesn't prove that the handlers of a `Shared` are off
// Without the promise, sections are the provider's: a lock among cores, which may let handlers of this core through.

use irqshare::{Main, Shared, interrupts};

mod device {
    pub const NVIC_PRIO_BITS: u8 = 3;
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

static A: Shared<u32, irq::UART0> = Shared::new(0);

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) { *super::A.get_mut(isr) += 1 }
    }
}

pub fn body(main: &mut Main) {
    interrupts::free(|cs| A.lock_in(main, cs, |a| *a += 1));
}
