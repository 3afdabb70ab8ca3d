//! What both programs of the guide's page on RTIC have in common.
#![no_std]

use cortex_m_rt as _;
use cortex_m_semihosting::{debug, hprintln};

/// Something that moves into a handler.
pub struct Led(u32);

impl Led {
    /// It is off.
    pub const fn new() -> Self {
        Self(0)
    }

    /// Changes it.
    pub fn toggle(&mut self) {
        self.0 += 1;
        hprintln!("toggled {}", self.0);
    }
}

/// Says how many errors there were, and ends the emulator.
pub fn finish(errors: u32) -> ! {
    hprintln!("errors {}", errors);
    debug::exit(debug::EXIT_SUCCESS);
    loop {}
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    hprintln!("{}", info);
    debug::exit(debug::EXIT_FAILURE);
    loop {}
}
