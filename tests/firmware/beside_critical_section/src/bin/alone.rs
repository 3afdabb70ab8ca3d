//! irqshare with nobody else: its sections and its cells need the provider, and with the promise of a single core they don't.
#![no_std]
#![no_main]

use cortex_m_rt as _;
use device as _;
use irqshare::{Global, interrupts};

static WIDE: Global<[u32; 3]> = Global::new([0; 3]);

irqshare::main! {
    fn main(_main) {
        interrupts::free(|_| WIDE.update(|wide| wide.map(|n| n + 1)));
    }
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}
