//! Whether a handler may begin that something else calls: esp-hal, or safe code, which gets hold of the function. It knows nothing of the rest of the crate, since tests/admission.rs runs it on a host,
//! against all that safe code can do.
//!
//! Contract: as long as all that begin are admitted here, and locks clear mstatus.MIE,
//! - nothing begins while a lock is open, by whomever, since `interrupts_on` is false then;
//! - the handlers that have begun and haven't ended are of higher and higher priority, whatever called them and at whichever level the CPU runs.
//!
//! So a cell has one user. One in a lock keeps all the others out. One without a lock is at the cell's ceiling, so of all the handlers on the list none is above it. That the CPU's level is the
//! declared priority isn't needed for this; it is compared so that a mistake shows at once, and not only when two handlers meet.

/// Whether a handler that declares `priority` may begin. `highest`: the priority of the last handler that has begun and hasn't ended, 0 if there is none.
#[inline(always)]
pub const fn admits(interrupts_on: bool, highest: usize, priority: usize, at_its_level: bool) -> bool {
    interrupts_on && priority > highest && at_its_level
}
