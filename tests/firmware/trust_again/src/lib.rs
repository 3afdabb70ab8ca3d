//! Firmware that runs case by case, of which each may end in a panic: the emulated chip is reset after it, and what was counted outlives that.
#![no_std]

use core::mem::MaybeUninit;
use core::sync::atomic::{AtomicU32, Ordering::SeqCst};
use cortex_m::peripheral::SCB;
use cortex_m_semihosting::{debug, hprintln};

/// How many things can be counted.
const COUNTERS: usize = 8;

struct Kept {
    /// `KEPT` from the first start on. (The emulator's RAM begins as zeros.)
    mark: AtomicU32,
    case: AtomicU32,
    counts: [AtomicU32; COUNTERS],
}

const MARK: u32 = 0x5EED_CA5E;

#[unsafe(link_section = ".uninit.again")]
static KEPT: MaybeUninit<Kept> = MaybeUninit::uninit();

fn kept() -> &'static Kept {
    // SAFETY: any bytes are numbers, and RAM holds some. The compiler can't know which: start-up code, or the run before, wrote them.
    let kept = unsafe { KEPT.assume_init_ref() };
    if kept.mark.load(SeqCst) != MARK {
        kept.case.store(0, SeqCst);
        kept.counts.iter().for_each(|count| count.store(0, SeqCst));
        kept.mark.store(MARK, SeqCst);
    }
    kept
}

/// The case that runs now, from 0 on.
pub fn case() -> u32 {
    kept().case.load(SeqCst)
}

/// The case is over: the chip starts again, with the next one.
pub fn next() -> ! {
    kept().case.store(case() + 1, SeqCst);
    SCB::sys_reset()
}

/// Counts in one of eight counters.
pub fn count(counter: usize) {
    let counter = &kept().counts[counter];
    counter.store(counter.load(SeqCst) + 1, SeqCst);
}

/// What was counted, over all cases.
pub fn counted(counter: usize) -> u32 {
    kept().counts[counter].load(SeqCst)
}

/// The last case is over.
pub fn end() -> ! {
    let _ = hprintln!("end");
    debug::exit(debug::EXIT_SUCCESS);
    loop {}
}
