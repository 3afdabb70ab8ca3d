// target: thumbv7m-none-eabi features: unsafe-assume-single-core; expect: devices whose NVIC_PRIO_BITS differ
// Priority 2 of 8 is more urgent in hardware than 3 of 16 would be, though 2 is less than 3: the ceiling would be the wrong one.

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

mod other {
    pub const NVIC_PRIO_BITS: u8 = 4;
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        GPIOA = 0,
    }
    // SAFETY: the numbers are those of the device.
    unsafe impl cortex_m::interrupt::InterruptNumber for Interrupt {
        fn number(self) -> u16 {
            self as u16
        }
    }
}

static A: Shared<u32, (irq::UART0, others::GPIOA)> = Shared::new(0);

mod irq {
    irqshare::handlers! {
        device: super::device;
        #[priority(2)]
        fn UART0(isr) { super::A.lock(isr, |a| *a += 1) }
    }
}

mod others {
    irqshare::handlers! {
        device: super::other;
        #[priority(3)]
        fn GPIOA(isr) { super::A.lock(isr, |a| *a += 1) }
    }
}
