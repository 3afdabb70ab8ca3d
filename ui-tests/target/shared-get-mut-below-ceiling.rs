// target: thumbv7m-none-eabi features: unsafe-assume-single-core; expect: this handler can be preempted by another user of the `Shared`
// TIMER0 uses the cell too and preempts UART0, whose `get_mut` masks nothing: both would have a `&mut` to one value.

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

static A: Shared<u32, (irq::UART0, irq::TIMER0)> = Shared::new(0);

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn UART0(isr) { *super::A.get_mut(isr) += 1 }
        #[priority(2)]
        fn TIMER0(isr) { *super::A.get_mut(isr) += 1 }
    }
}
