//! The guide's page on C: C binds a handler, and calls back into Rust.
#![no_std]
#![no_main]

use cortex_m_rt as _;
use cortex_m_semihosting::{debug, hprintln};
use irqshare::Shared;

static SUM: Shared<u32, irq::UART0> = Shared::new(0);

mod irq {
    irqshare::handlers! {
        device: lm3s6965;

        #[priority(2)] // C's 6
        fn UART0; // C binds it
    }
}

// SAFETY: as hal.c has it.
unsafe extern "C" {
    safe fn hal_open(f: extern "C" fn(byte: u8));
}

extern "C" fn received(byte: u8) {
    irq::UART0::in_handler(|isr| {
        *SUM.get_mut(isr) += u32::from(byte);
    });
}

irqshare::main! {
    fn main(main) {
        hal_open(received);
        for _ in 0..3 {
            irq::UART0::pend();
        }
        hprintln!("sum {}", SUM.lock(main, |sum| *sum));
        debug::exit(debug::EXIT_SUCCESS);
    }
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    hprintln!("{}", info.message());
    debug::exit(debug::EXIT_SUCCESS);
    loop {}
}
