//! The operations. In each file: the cells, the operations of main, and those of a handler that more urgent ones strike.
//!
//! The letters are the strikers: `l` the low handler, `h` the high one, `b` both at once, `n` the high one strikes the low one's action, `u` the urgent one,
//! `t` SysTick, `x` the line that is enabled or disabled. Those that a core doesn't have are left out there.

//!
//! A small flash doesn't hold all of them at once: with one of the features `part-1` to `part-5` there are only some, and one program for each.

use irqshare::Main;

mod event;
mod global;
#[cfg(target_arch = "arm")]
mod lines;
mod moved;
mod mutex;
mod section;
mod shared;
mod signal;
mod sleep;
mod value;
mod waker;

use super::sweep::{operation, operation_in_low};

/// Whether this program has the operations of a part.
const fn has(part: u8) -> bool {
    let chosen = if cfg!(feature = "part-1") {
        1
    } else if cfg!(feature = "part-2") {
        2
    } else if cfg!(feature = "part-3") {
        3
    } else if cfg!(feature = "part-4") {
        4
    } else if cfg!(feature = "part-5") {
        5
    } else {
        return true;
    };
    part == chosen
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
        moved::all(main);
    }
    if has(3) {
        mutex::all(main);
        section::all(main);
    }
    if has(4) {
        event::all(main);
        signal::all(main);
    }
    if has(5) {
        waker::all(main);
        sleep::all(main);
    }
}
