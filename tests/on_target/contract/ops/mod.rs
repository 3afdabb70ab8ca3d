//! The operations. In each file: the cells, the operations of main, and those of a handler that more urgent ones strike.
//!
//! The letters are the strikers: `l` the low handler, `h` the high one, `b` both at once, `n` the high one strikes the low one's action, `u` the urgent one,
//! `t` SysTick, `x` the line that is enabled or disabled. Those that a core doesn't have are left out there.
//!
//! A small flash doesn't hold all of them at once: with one of the features `part-1` to `part-6` there are only some, and one program for each.

use irqshare::Main;

mod ceiling;
mod global;
#[cfg(target_arch = "arm")]
mod lines;
mod moved;
mod mutex;
mod section;
mod shared;
mod value;

// Where they aren't used they are absent: the linker leaves names behind of functions that were merged.
#[cfg(any(not(feature = "part"), feature = "part-4"))]
mod event;
#[cfg(any(not(feature = "part"), feature = "part-6"))]
mod published;
#[cfg(any(not(feature = "part"), feature = "part-6"))]
mod signal;
#[cfg(any(not(feature = "part"), feature = "part-5"))]
mod sleep;
#[cfg(any(not(feature = "part"), feature = "part-5"))]
mod waker;

use super::sweep::{operation, operation_in_low};

/// Whether this program has the operations of a part.
const fn has(part: u8) -> bool {
    let chosen = [
        cfg!(feature = "part-1"),
        cfg!(feature = "part-2"),
        cfg!(feature = "part-3"),
        cfg!(feature = "part-4"),
        cfg!(feature = "part-5"),
        cfg!(feature = "part-6"),
    ];
    !cfg!(feature = "part") || chosen[part as usize - 1]
}

pub fn all(main: &mut Main) {
    if has(1) {
        global::narrow(main);
        shared::all(main);
        #[cfg(target_arch = "arm")]
        lines::all(main);
    }
    if has(2) {
        global::wide(main);
        ceiling::all(main);
    }
    if has(3) {
        mutex::all(main);
        section::all(main);
    }
    if has(5) {
        moved::all(main);
    }
    #[cfg(any(not(feature = "part"), feature = "part-4"))]
    {
        event::all(main);
    }
    #[cfg(any(not(feature = "part"), feature = "part-5"))]
    {
        waker::all(main);
        sleep::all(main);
    }
    #[cfg(any(not(feature = "part"), feature = "part-6"))]
    {
        published::all(main);
        signal::all(main);
    }
}
