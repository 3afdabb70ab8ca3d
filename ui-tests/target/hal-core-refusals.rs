// target: thumbv7m-none-eabi features: unsafe-assume-single-core; expect only: `fn UART0;` names a handler that something else binds, which begins with `device: PATH;`
// expect: `SysTick` is an exception, which no HAL binds
// expect: `fn PendSV;` names a handler that something else binds
mod hal {
    pub const NVIC_PRIO_BITS: u8 = 3;
    pub mod interrupt {
        #[derive(Clone, Copy)]
        pub enum Interrupt { UART0 = 5, TIMER0 = 19 }
        // SAFETY: the numbers are those of the device.
        unsafe impl cortex_m::interrupt::InterruptNumber for Interrupt {
            fn number(self) -> u16 { self as u16 }
        }
    }
}
pub struct Core;
// SAFETY: one core.
unsafe impl irqshare::CoreNumber for Core {
    const MAIN: u32 = 0;
    fn core_number() -> u32 { 0 }
}
mod bare {
    irqshare::handlers! { hal: super::hal; core: super::Core; fn UART0; }
}
mod systick {
    irqshare::handlers! { hal: super::hal; core: super::Core; fn SysTick(isr) {} }
}
mod pendsv {
    irqshare::handlers! { hal: super::hal; core: super::Core; fn PendSV; }
}
