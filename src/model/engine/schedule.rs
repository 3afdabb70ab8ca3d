//! One schedule, run; and a live run.

use super::failure_kind::FailureKind;
use super::machine::{Machine, Remains, Source, Stop, Watch, install};
use super::outside::Poll;
use super::path::{Path, Strayed};
use super::program::Program;
use super::quiet::Quiet;
use super::watchdog;
use core::any::Any;
use std::boxed::Box;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::string::{String, ToString};

/// What runs as main.
pub(in crate::model) type Body<'a> = &'a dyn Fn();

/// A schedule that was run.
pub(in crate::model) struct Schedule {
    pub(in crate::model) path: Path,
    pub(in crate::model) remains: Remains,
    pub(in crate::model) result: Result<(), (FailureKind, String)>,
}

impl Schedule {
    pub(in crate::model) fn run(program: &Program, path: Path, body: Body<'_>, watch: Watch) -> Self {
        watchdog::sign(None);
        program.start_afresh();
        let mut machine = Machine::new(program, Source::Path(path), watch);
        let quiet = Quiet::begin();
        let run = || {
            body();
            machine.end();
        };
        let ended = install(&machine, || run_main(program, run));
        let said = quiet.end();
        let ended = match machine.failure() {
            Some((kind, why)) => Err(Box::new(Stop::Failed(kind, why)) as Box<dyn Any + Send>),
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
            machine.log_fault(*kind);
        }
        let (source, remains) = machine.take_remains();
        let Source::Path(path) = source else { unreachable!("a schedule is run by a path") };
        // A run that made fewer decisions than the path has left out some of them.
        let result = match result {
            Ok(()) if !path.used_up() => Err((FailureKind::NotDeterministic, Strayed.to_string())),
            result => result,
        };
        Self { path, remains, result }
    }

    /// Whether it counts as a schedule: not if it is redundant, or only tried how a wait goes on.
    pub(in crate::model) fn counts(&self) -> bool {
        !self.remains.redundant && (self.result.is_err() || !self.path.only_tried())
    }

    /// How long it is: arrivals, and then accesses.
    pub(in crate::model) fn length(&self) -> (u32, u64) {
        (self.remains.arrivals, self.remains.steps)
    }
}

/// Runs main: how it ended, or why it had to.
fn run_main(program: &Program, main: impl FnOnce()) -> Result<(), Box<dyn Any + Send>> {
    #[cfg(irqshare_watch)]
    if let Some(watched) = &program.watched {
        let ended = super::watched::run(watched, &program.memory, main);
        let undone = super::undone::undo(program, watched);
        super::undone::audited(program, watched, &ended)?;
        undone?;
        return ended;
    }
    let _ = program;
    catch_unwind(AssertUnwindSafe(main))
}

/// Runs it once, live. A failure is told in words; a panic of the program's goes on.
pub(in crate::model) fn run_live(
    program: &Program,
    poll: Poll<'_>,
    body: impl FnOnce(),
) -> Result<(), String> {
    program.start_afresh();
    let machine = Machine::new(program, Source::Live(poll), Watch::default());
    let ended = install(&machine, || run_main(program, body));
    let failure = machine.failure();
    match ended {
        Ok(()) => failure.map_or(Ok(()), |(_, why)| Err(why)),
        Err(payload) => match payload.downcast::<Stop>().map(|stop| *stop) {
            Ok(Stop::Done | Stop::Watched) => Ok(()),
            Ok(Stop::Failed(_, why)) => Err(why),
            Err(payload) => std::panic::resume_unwind(payload),
        },
    }
}
