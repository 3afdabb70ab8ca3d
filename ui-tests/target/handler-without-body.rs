// target: thumbv7m-none-eabi features: none; expect only: isn't a PAC's enum of interrupts
// expect: `fn UART0;` has no body, since something else binds the handler: lint levels and a section belong there
// expect: SysTick and PendSV are there on each core
// A number that isn't the device's would be another handler's; and what other cores run has no cell, whoever binds it.

use irqshare::Shared;

mod not_a_pac {
    pub mod device {
        pub const NVIC_PRIO_BITS: u8 = 3;
        #[derive(Clone, Copy)]
        pub enum Interrupt {
            UART0 = 5,
        }
    }
    irqshare::handlers! {
        device: self::device;
        fn UART0;
    }
}

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

mod lint {
    irqshare::handlers! {
        device: super::device;
        #[allow(unused)]
        fn UART0;
    }
}

mod every_core {
    irqshare::handlers! {
        device: super::device;
        #[priority(2)]
        fn SysTick;
    }
    pub static COUNT: super::Shared<u32, SysTick> = super::Shared::new(0);
}
