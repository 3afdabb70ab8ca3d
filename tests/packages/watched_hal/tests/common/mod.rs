//! What is around the USART of an STM32F401.

use irqshare::model::{BusAccess, Cpu, Setup};

/// The chip, but for the USART.
pub fn stm32f401(setup: Setup) -> Setup {
    let memory = |_: &Cpu, access: &BusAccess| access.as_memory();
    let of_rcc = [("CR", 0), ("PLLCFGR", 4), ("CFGR", 8), ("AHB1ENR", 0x30), ("APB1ENR", 0x40)];
    setup
        .peripheral_named("RCC", &of_rcc, 0x4002_3800, 0x400, rcc)
        .peripheral_named("FLASH", &[("ACR", 0)], 0x4002_3c00, 0x400, memory)
        .peripheral_named("GPIOA", &[("MODER", 0), ("AFRL", 0x20)], 0x4002_0000, 0x400, memory)
        .core_peripherals()
}

/// *RM0368*, 6.3: an oscillator that is on is ready, and a clock that is selected is in use.
fn rcc(_cpu: &Cpu, access: &BusAccess) -> u64 {
    let held = access.as_memory();
    match access.offset() {
        0 => held | (held & 0x0101_0001) << 1,
        8 => held & !0xc | (held & 3) << 2,
        _ => held,
    }
}
