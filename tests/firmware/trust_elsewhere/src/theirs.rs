//! What C does: it binds handlers, sets priorities and turns lines on.

use crate::device::NVIC_PRIO_BITS;
use crate::lines::Interrupt;
use cortex_m::peripheral::scb::SystemHandler;
use cortex_m::peripheral::{NVIC, SCB};

/// The levels in hardware of the priorities 1 to 3.
pub const LEVELS: [u8; 3] = {
    let lowest = !(0xff_u8 >> NVIC_PRIO_BITS);
    let step = 1 << (8 - NVIC_PRIO_BITS);
    [lowest, lowest - step, lowest - 2 * step]
};

#[unsafe(no_mangle)]
extern "C" fn IRQ26() {
    crate::in_26();
}

#[unsafe(no_mangle)]
extern "C" fn IRQ27() {
    crate::in_27();
}

#[unsafe(no_mangle)]
extern "C" fn IRQ29() {
    crate::in_29();
}

#[unsafe(no_mangle)]
extern "C" fn IRQ40() {}

#[unsafe(no_mangle)]
extern "C" fn PendSV() {
    crate::in_pendsv();
}

#[unsafe(no_mangle)]
extern "C" fn SysTick() {
    crate::in_systick();
}

fn line(number: u16) -> Interrupt {
    match number {
        26 => Interrupt::IRQ26,
        27 => Interrupt::IRQ27,
        _ => Interrupt::IRQ29,
    }
}

pub fn set_level(number: u16, level: u8) {
    // SAFETY: it isn't right; that it shows is what is tested.
    unsafe { cortex_m::Peripherals::steal().NVIC.set_priority(line(number), level) };
}

/// As `handlers!` declare them.
#[cfg(feature = "take")]
pub fn set_levels() {
    set_level(26, LEVELS[0]);
    set_level(27, LEVELS[1]);
    set_level(29, LEVELS[1]);
    // SAFETY: that is what is declared.
    unsafe { cortex_m::Peripherals::steal().SCB.set_priority(SystemHandler::PendSV, LEVELS[2]) };
}

pub fn levels() -> [u8; 3] {
    [
        NVIC::get_priority(Interrupt::IRQ26),
        NVIC::get_priority(Interrupt::IRQ27),
        SCB::get_priority(SystemHandler::PendSV),
    ]
}

pub fn turn_on() {
    for number in [26, 27, 29] {
        // SAFETY: their handlers expect it.
        unsafe { NVIC::unmask(line(number)) };
    }
}

pub fn is_on(number: u16) -> bool {
    NVIC::is_enabled(line(number))
}
