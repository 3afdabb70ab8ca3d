//! Where a handler runs: on main's core, or the program ends.
//!
//! Contract: with `core: TYPE` in `handlers!`, the body of a handler runs on core `TYPE::MAIN` alone, and `Main` is handed out there alone. So both are on one core, whoever turns the line on, and wherever it is pended.
//! Who asks: the trampoline, before it makes the `Isr`; and `main!` and `Main::take`, for each handler in the list of what is bound (`bound.rs`), before they hand out `Main`.
//!
//! What it trusts: the hook's number (`CoreNumber` is unsafe), and whoever calls `Main::steal`.

use crate::core_number::CoreNumber;

/// Whether a handler and main ask for their core.
#[doc(hidden)]
pub trait Home {
    const ASKED: bool;
    /// In the handler.
    fn handler_is_here();
    /// Before `Main` is handed out.
    fn main_is_born();
}

/// A vector of `handlers!`.
#[doc(hidden)]
pub trait Resident {
    type Home: Home;
}

/// Without `core:`.
#[doc(hidden)]
#[derive(Debug)]
pub enum Unasked {}

impl Home for Unasked {
    const ASKED: bool = false;
    #[inline(always)]
    fn handler_is_here() {}
    #[inline(always)]
    fn main_is_born() {}
}

/// With `core: C`.
#[doc(hidden)]
#[derive(Debug)]
pub struct Asked<C>(C);

impl<C: CoreNumber> Home for Asked<C> {
    const ASKED: bool = true;
    #[inline(always)]
    fn handler_is_here() {
        if C::core_number() != C::MAIN {
            handler_elsewhere();
        }
    }
    #[inline(always)]
    fn main_is_born() {
        if C::core_number() != C::MAIN {
            main_elsewhere();
        }
    }
}

/// The first line of a trampoline.
#[doc(hidden)]
#[inline(always)]
pub fn enter<V: Resident>() {
    V::Home::handler_is_here();
}

#[cold]
#[inline(never)]
fn handler_elsewhere() -> ! {
    panic!(
        "irqshare: a handler runs on another core than main: something turned its line on there (an `InterruptExecutor::start`, a HAL's function), or pended SysTick or PendSV there: use another vector for that"
    )
}

#[cold]
#[inline(never)]
fn main_elsewhere() -> ! {
    panic!(
        "irqshare: main runs on another core than the type after `core:` says: take `Main` on core `CoreNumber::MAIN`, or give that constant this core's number"
    )
}
