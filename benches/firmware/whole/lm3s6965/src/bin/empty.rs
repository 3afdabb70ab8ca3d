//! Nothing but the start-up code, the vectors, and sleep.
#![no_std]
#![no_main]

use cortex_m_rt as _;
use lm3s6965 as _;

irqshare::main! {
    fn main(_main) {
        loop {
            cortex_m::asm::wfi();
        }
    }
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}
