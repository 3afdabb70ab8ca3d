//! One schedule, run.

use crate::context::Main;
use crate::model::cpu::Cpu;
use crate::model::engine::failure_kind::FailureKind;
use crate::model::engine::machine::{Machine, Remains, Source, Stop, Watch, install};
use crate::model::engine::path::{Path, Strayed};
use crate::model::engine::quiet::Quiet;
use crate::model::engine::recorded::{Recorded, What};
use crate::model::setup::Setup;
use std::boxed::Box;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::string::ToString;

/// What a check runs as main.
pub(in crate::model) type Body<'a> = &'a dyn Fn(&Cpu, &mut Main);

/// A schedule that was run.
pub(in crate::model) struct Schedule {
    pub(in crate::model) path: Path,
    pub(in crate::model) remains: Remains<'static>,
    pub(in crate::model) result: Result<(), (FailureKind, std::string::String)>,
}

impl Schedule {
    pub(in crate::model) fn run(setup: &Setup, path: Path, body: Body<'_>, watch: Watch) -> Self {
        start_afresh(setup);
        let machine = Machine::new(setup, Source::Path(path), watch);
        let quiet = Quiet::begin();
        let run = || {
            as_main(body);
            machine.end();
        };
        let ended = install(&machine, || catch_unwind(AssertUnwindSafe(run)));
        let said = quiet.end();
        let ended = match machine.failure() {
            Some((kind, why)) => Err(Box::new(Stop::Failed(kind, why)) as Box<dyn core::any::Any + Send>),
            None => ended,
        };
        let result = match ended.map_err(|payload| payload.downcast::<Stop>().map(|stop| *stop)) {
            Ok(()) | Err(Ok(Stop::Watched)) => Ok(()),
            Err(Ok(Stop::Failed(kind, why))) => Err((kind, why)),
            Err(Ok(Stop::Done)) => unreachable!("only live runs are done"),
            Err(Err(_)) => {
                Err((FailureKind::Panic, said.unwrap_or_else(|| "a panic without a message".into())))
            }
        };
        if let Err((kind, _)) = &result {
            machine.log_event(|| Recorded::new(What::Fault, None, kind.says()));
        }
        let (path, remains) = machine.into_remains().take_path();
        // A run that made fewer decisions than the path has left out some of them.
        let result = match result {
            Ok(()) if !path.used_up() => Err((FailureKind::NotDeterministic, Strayed.to_string())),
            result => result,
        };
        Self { path, remains, result }
    }

    /// How long it is: arrivals, and then accesses.
    pub(in crate::model) fn length(&self) -> (u32, u64) {
        (self.remains.arrivals, self.remains.steps)
    }
}

/// Lends `Main` to the body.
pub(in crate::model) fn as_main(body: impl FnOnce(&Cpu, &mut Main)) {
    // SAFETY: the emulated CPU has one main, which is this; the body can't keep what is lent.
    body(&Cpu(()), &mut unsafe { Main::steal() });
}

/// Resets the cells, and drops what moved into handlers.
pub(in crate::model) fn start_afresh(setup: &Setup) {
    for vector in &setup.vectors {
        // SAFETY: no run is under way, so no handler and no main has a reference.
        unsafe { (vector.clear)() };
    }
    for cell in &setup.cells {
        cell.reset();
    }
}
