//! The machine of the run that is under way on this thread, for the hooks that cells call.

use super::{Machine, Stop};
use crate::model::engine::failure_kind::FailureKind;
use core::cell::Cell;
use std::boxed::Box;
use std::string::String;

std::thread_local! {
    static CURRENT: Cell<*const Machine<'static>> = const { Cell::new(core::ptr::null()) };
}

/// Whether a run is under way on this thread.
pub(in crate::model) fn is_running() -> bool {
    !CURRENT.get().is_null()
}

/// The machine, for a hook. A cell that is used outside a run, or by another thread, has no CPU to run on.
#[inline]
#[track_caller]
pub(crate) fn with<R>(f: impl FnOnce(&Machine<'_>) -> R) -> R {
    let machine = CURRENT.get();
    assert!(
        !machine.is_null(),
        "irqshare: with the feature `model`, cells are used inside `model::check` or `model::run` alone, and on the thread that runs it"
    );
    #[cfg(irqshare_watch)]
    let _inside = crate::model::engine::watched::Inside::enter();
    // SAFETY: `install` set it to a machine that outlives the run, and clears it at the end.
    let machine = unsafe { &*machine };
    #[cfg(irqshare_watch)]
    if let Some(watched) = &machine.program.watched {
        let here = 0_u8;
        crate::model::engine::watched::leaves_program((&raw const here).addr());
        machine.comes_to_hook(watched);
    }
    f(machine)
}

/// The machine, for a `Drop`, which may come when the run is over.
pub(crate) fn if_running(f: impl FnOnce(&Machine<'_>)) {
    let machine = CURRENT.get();
    if !machine.is_null() {
        #[cfg(irqshare_watch)]
        let _inside = crate::model::engine::watched::Inside::enter();
        // SAFETY: `install` set it to a machine that outlives the run, and clears it at the end.
        let machine = unsafe { &*machine };
        #[cfg(irqshare_watch)]
        if let Some(watched) = &machine.program.watched {
            if watched.is_over() {
                return;
            }
            machine.settle(watched);
        }
        f(machine);
    }
}

/// The machine, and what it watches, for a callback: it is the engine that runs already.
#[cfg(irqshare_watch)]
pub(in crate::model::engine) fn if_running_watched(
    f: impl FnOnce(&Machine<'_>, &crate::model::engine::watched::Watched),
) {
    let machine = CURRENT.get();
    if !machine.is_null() {
        // SAFETY: `install` set it to a machine that outlives the run, and clears it at the end.
        let machine = unsafe { &*machine };
        if let Some(watched) = &machine.program.watched {
            f(machine, watched);
        }
    }
}

/// Runs `f` with the machine in place.
pub(in crate::model::engine) fn install<R>(machine: &Machine<'_>, f: impl FnOnce() -> R) -> R {
    struct Clear;
    impl Drop for Clear {
        fn drop(&mut self) {
            CURRENT.set(core::ptr::null());
        }
    }
    let _clear = Clear;
    CURRENT.set(core::ptr::from_ref(machine).cast());
    f()
}

/// Ends the run; nothing is printed on the way.
pub(in crate::model::engine) fn stop(kind: FailureKind, why: String) -> ! {
    if_running(|m| {
        m.fails(kind, why.clone());
    });
    std::panic::resume_unwind(Box::new(Stop::Failed(kind, why)))
}
