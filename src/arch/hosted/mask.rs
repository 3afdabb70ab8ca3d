//! `Model`: the emulated CPU's masks. The rules are the machine's (`crate::model`); this only passes on.

use crate::mask::{Ceiling, Mask};
use crate::model::engine::Place;
use crate::model::engine::{if_running, with};

/// Masks on the emulated CPU: SREG.I, PRIMASK, BASEPRI or mstatus.MIE, by its kind.
///
/// **Context**: code under `model::check` or `model::run`. **Cost**: hosts only.
///
/// ```
/// use irqshare::mask::{Mask, Model};
/// use irqshare::{interrupts, model};
///
/// model::check(&model::Setup::riscv(), |_cpu, _main| {
///     // SAFETY: released in the next line.
///     let saved = unsafe { Model::acquire() };
///     // SAFETY: the last that was acquired.
///     unsafe { Model::release(saved) };
///     assert!(!interrupts::are_enabled()); // as at reset: restored, not enabled
/// });
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Model;

// SAFETY: the emulated CPU calls no handler that is masked; handlers are called by the model's hooks alone, on main's thread.
unsafe impl Mask for Model {
    type Saved = u8;

    #[track_caller]
    unsafe fn acquire() -> u8 {
        let place = Place::caller();
        with(|m| m.acquire(place))
    }

    #[track_caller]
    unsafe fn release(saved: u8) {
        if_running(|m| m.release(saved));
    }

    #[track_caller]
    unsafe fn raise(ceiling: Ceiling) -> u8 {
        let place = Place::caller();
        with(|m| m.raise(level(ceiling), place))
    }

    #[track_caller]
    unsafe fn lower(ceiling: Ceiling, saved: u8) {
        if_running(|m| m.lower(level(ceiling), saved));
    }
}

/// How far BASEPRI masks for a ceiling; above what it can tell apart, PRIMASK does.
fn level(ceiling: Ceiling) -> Option<u16> {
    (ceiling.basepri() != 0).then(|| ceiling.priority())
}

/// Whether the running handler is above a ceiling, where a lock up to there lets it in.
#[track_caller]
pub(crate) fn runs_above(ceiling: Ceiling) -> bool {
    with(|m| m.runs_above(level(ceiling)))
}

/// A number that the running context has for as long as it runs: how deep it is nested.
#[cfg(feature = "embassy-sync-08")]
#[track_caller]
pub(crate) fn context() -> u32 {
    with(|m| u32::try_from(m.depth()).map_or(u32::MAX, |depth| depth + 1))
}
