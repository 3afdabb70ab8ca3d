//! Nothing but the start-up code, the vectors, and sleep.
#![no_std]
#![no_main]
#![feature(asm_experimental_arch)]

irqshare::main! {
    fn main(_main) {
        loop {
            // SAFETY: it waits.
            unsafe { core::arch::asm!("sei", "sleep") };
        }
    }
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}
