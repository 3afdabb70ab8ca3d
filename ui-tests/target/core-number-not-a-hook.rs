// target: thumbv6m-none-eabi features: none; expect: doesn't tell which core runs
// A type without the unsafe hook: its handlers would run anywhere.

use irqshare::Shared;

pub struct Sio;


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
        core: super::Sio;
        fn UART0(isr) { super::A.lock(isr, |a| *a += 1) }
        fn SysTick(isr) { *super::A.get_mut(isr) += 1 }
    }
}
