//! The on-target contract: every public operation, run on the real core (or its emulator) while handlers strike at every instruction boundary.
//!
//! A thin main includes this module by its path, names four spare vectors with `vectors!`, says in `mod board` how a byte is sent and how to stop,
//! and calls [`run`]. What is printed, the judge reads (`judge/`), together with the program's disassembly: it proves that every boundary of every
//! operation was struck, or is masked.
//!
//! - `checks`: what each operation does when nobody disturbs it.
//! - `ops`: the operations, each with what a handler does to the same data meanwhile and which outcomes are right.
//! - `sweep`: arms the timer with one delay after the other.
//! - `strike`: what the handlers do: write down where they struck, then act.
//! - `cores`: how an architecture tells where its handler struck, and its timer.
//!
//! With the feature `mutant` the masks do nothing (`mutant`): then the sweep has to find violations.

mod checks;
mod cores;
#[allow(dead_code, reason = "for one of the parts")]
mod held;
mod kept;
#[cfg(feature = "mutant")]
mod mutant;
mod ops;
mod print;
mod strike;
mod sweep;
#[macro_use]
mod vectors;
#[allow(dead_code, reason = "as above")]
mod wakers;

#[cfg(target_arch = "arm")]
pub use strike::{Owned, carrier, tick, urgent};
pub use strike::{high, low};

/// Runs everything and ends with the sentinel.
pub fn run(main: &mut irqshare::Main) -> ! {
    print::header();
    cores::start(main);
    checks::all(main);
    ops::all(main);
    print::done();
    crate::board::exit(true)
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    irqshare::interrupts::disable();
    print::panic(info.location().map_or(0, |at| at.line() as usize));
    crate::board::exit(false)
}
