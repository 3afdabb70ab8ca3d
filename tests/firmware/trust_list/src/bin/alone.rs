//! A program that binds nothing: there is no list.
#![no_std]
#![no_main]

use cortex_m_rt as _;
use cortex_m_semihosting::{debug, hprintln};
use irqshare::Global;
use lm3s6965 as _;

static FIRST: Global<u32> = Global::new(0x1234_5678);

irqshare::main! {
    fn main(_main) {
        let _ = hprintln!("data: {:#x}", FIRST.get());
        let _ = hprintln!("end");
        debug::exit(debug::EXIT_SUCCESS);
    }
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}
