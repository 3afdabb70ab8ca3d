//! What the callbacks in assembly know, for the audits of watched runs.
//!
//! The engine calls it by these names, as the callbacks call the engine.

use core::sync::atomic::{AtomicU8, Ordering::Relaxed};

unsafe extern "C" {
    static irqshare_watch_low: usize;
    static irqshare_watch_high: usize;
    static irqshare_watch_mode: AtomicU8;
    static irqshare_watch_audited: AtomicU8;
    static irqshare_watch_begin: u8;
    static irqshare_watch_end: u8;
}

/// The mode of the thread that is watched.
#[unsafe(no_mangle)]
extern "C" fn irqshare_step_mode() -> u8 {
    // SAFETY: it is a byte of the assembly's, which writes it by one instruction.
    unsafe { irqshare_watch_mode.load(Relaxed) }
}

/// Whether the run that is under way is audited.
#[unsafe(no_mangle)]
extern "C" fn irqshare_step_is_audited() -> bool {
    // SAFETY: as for the mode.
    unsafe { irqshare_watch_audited.load(Relaxed) != 0 }
}

/// From here on each change of the mode calls the engine, or none does.
#[unsafe(no_mangle)]
extern "C" fn irqshare_step_set_audited(audited: bool) {
    // SAFETY: as for the mode.
    unsafe { irqshare_watch_audited.store(audited.into(), Relaxed) }
}

/// Whether an address is on the stack of the thread that is watched.
#[unsafe(no_mangle)]
extern "C" fn irqshare_step_is_stack(address: usize) -> bool {
    // SAFETY: these are words of the assembly's, which change between runs alone; and each of them
    // by one instruction.
    let (low, high) = unsafe {
        ((&raw const irqshare_watch_low).read_volatile(), (&raw const irqshare_watch_high).read_volatile())
    };
    (low..high).contains(&address)
}

/// Whether an address is in the code of the callbacks.
#[unsafe(no_mangle)]
extern "C" fn irqshare_step_is_callback(address: usize) -> bool {
    ((&raw const irqshare_watch_begin).addr()..(&raw const irqshare_watch_end).addr()).contains(&address)
}

/// The page that has the gate's state, and stays open.
#[unsafe(no_mangle)]
extern "C" fn irqshare_step_gate() -> usize {
    (&raw const irqshare_watch_low).addr()
}
