//! An implementation of critical-section that turns off the NVIC's lines, and leaves exceptions alone, as nrf-softdevice's does.
#![no_std]

use core::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use cortex_m::peripheral::NVIC;
use critical_section::{Impl, RawRestoreState};

static ENTERED: AtomicBool = AtomicBool::new(false);
/// The lines that were on.
static ON: [AtomicU32; 2] = [const { AtomicU32::new(0) }; 2];

struct LinesOnly;
critical_section::set_impl!(LinesOnly);

// SAFETY: of the handlers, those of lines are held off; the program's exceptions use nothing of critical-section's.
unsafe impl Impl for LinesOnly {
    unsafe fn acquire() -> RawRestoreState {
        cortex_m::interrupt::free(|_| {
            let nested = ENTERED.swap(true, SeqCst);
            if !nested {
                for (word, on) in ON.iter().enumerate() {
                    // SAFETY: the registers exist, and a line that is off breaks nothing.
                    unsafe {
                        on.store((*NVIC::PTR).iser[word].read(), SeqCst);
                        (*NVIC::PTR).icer[word].write(!0);
                    }
                }
                cortex_m::asm::dsb();
                cortex_m::asm::isb();
            }
            nested
        })
    }

    unsafe fn release(nested: RawRestoreState) {
        if !nested {
            ENTERED.store(false, SeqCst);
            for (word, on) in ON.iter().enumerate() {
                // SAFETY: they were on before.
                unsafe { (*NVIC::PTR).iser[word].write(on.load(SeqCst)) };
            }
        }
    }
}
