//! `Machine`: the emulated CPU during one run: what is masked, what is pending, who runs; and the hooks that the cells call.
//!
//! Contract: a handler is called only at a point, by `point` or `sleep`, only if the CPU's rules let it preempt, on the stack of the context that it
//! interrupts. Hooks may unwind (a handler's assertion failed); each leaves the machine in a state that `Drop`s can go on from.
//!
//! Rules, and where they come from:
//! - AVR (*AVR Instruction Set Manual*, SEI, RETI; datasheets, "Reset and Interrupt Handling"): I is cleared on entry and set by RETI; the lowest vector
//!   number goes first; after SEI one more instruction runs, so `sei; sleep` has no gap.
//! - Cortex-M (*Armv7-M Architecture Reference Manual*, B1.5.4, B1.4.3; WFI: B1.5.19): a handler preempts if its priority is above everything that is active and above
//!   BASEPRI, and PRIMASK is clear; among pending ones the highest priority goes first, then the lowest number; WFI wakes for what PRIMASK alone holds off.
//! - RISC-V (*Privileged Architecture*, 3.1.6.1, 3.1.9, 3.3.3): MIE is cleared on entry and restored by MRET; external goes before software before timer; WFI wakes
//!   with MIE clear.

mod lines;
mod live;
mod masks;
mod points;
mod reduce;

pub(in crate::model) use live::Poll;
pub use live::{Device, Wire};

use super::failure::FailureKind;
use super::footprint::Footprint;
use super::path::Path;
use super::setup::{Kind, Mutant, Setup};
use core::cell::{Cell, RefCell};
use core::panic::Location;
use std::boxed::Box;
use std::format;
use std::rc::Rc;
use std::string::String;
use std::vec::Vec;

/// An attached vector during a run.
#[derive(Default)]
struct Line {
    left: Cell<u32>,
    fired: Cell<u32>,
    enabled: Cell<bool>,
    pending: Cell<bool>,
    /// Where the section began that holds it off, and the accesses since.
    from: Cell<Option<&'static Location<'static>>>,
    stretch: Cell<u32>,
}

/// A context that runs or was interrupted.
struct Frame {
    /// `None` is main.
    vector: Option<usize>,
    /// The vectors that could have struck at the last point and didn't, with nothing accessed since: a bit each.
    declined: u64,
}

/// Something for the picture.
pub(in crate::model) struct Event {
    pub(in crate::model) vector: Option<usize>,
    pub(in crate::model) place: Option<&'static Location<'static>>,
    pub(in crate::model) text: String,
}

/// Why a run ends early; carried by unwinding.
pub(in crate::model) enum Stop {
    Failed(FailureKind, String),
    /// Live: main sleeps, and no device will wake it.
    Done,
}

pub(in crate::model) enum Source<'a> {
    Path(Path),
    Live(Poll<'a>),
}

/// The longest time a vector was held off, in accesses.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::model) struct Longest {
    pub(in crate::model) accesses: u32,
    pub(in crate::model) from: Option<&'static Location<'static>>,
}

pub(crate) struct Machine<'a> {
    setup: &'a Setup,
    source: RefCell<Source<'a>>,
    live: bool,
    lines: Vec<Line>,
    frames: RefCell<Vec<Frame>>,
    /// SREG.I = 0, PRIMASK = 1, mstatus.MIE = 0.
    all: Cell<bool>,
    /// BASEPRI, as a logical priority: what is at or below is held off.
    level: Cell<u16>,
    /// AVR: the last thing that happened was `sei`.
    shadow: Cell<bool>,
    /// Reduced search: the vectors whose arrival was searched at an earlier moment, since which nothing happened that isn't independent of what they do.
    asleep: RefCell<Vec<Option<Rc<Footprint>>>>,
    /// Reduced search: the decisions by which the handlers arrived that are active.
    active: RefCell<Vec<usize>>,
    /// Cells lent as `&mut T`: address, depth of the frame.
    loans: RefCell<Vec<(usize, usize)>>,
    longest: RefCell<Vec<Longest>>,
    points: Cell<u64>,
    /// What happened so far, to notice a schedule that doesn't end.
    steps: Cell<u64>,
    /// The first failure, should the body catch its unwinding.
    failed: RefCell<Option<(FailureKind, String)>>,
    events: RefCell<Option<Vec<Event>>>,
}

std::thread_local! {
    static CURRENT: Cell<*const Machine<'static>> = const { Cell::new(core::ptr::null()) };
}

/// Whether a run is under way on this thread.
pub(in crate::model) fn is_running() -> bool {
    !CURRENT.get().is_null()
}

/// The machine, for a hook. A cell that is used outside a run, or by another thread, has no CPU to run on.
#[track_caller]
pub(crate) fn with<R>(f: impl FnOnce(&Machine<'_>) -> R) -> R {
    let machine = CURRENT.get();
    assert!(
        !machine.is_null(),
        "irqshare: with the feature `model`, cells are used inside `model::check` or `model::run` alone, and on the thread that runs it"
    );
    // SAFETY: `install` set it to a machine that outlives the run, and clears it at the end.
    f(unsafe { &*machine })
}

/// The machine, for a `Drop`, which may come when the run is over.
pub(crate) fn if_running(f: impl FnOnce(&Machine<'_>)) {
    let machine = CURRENT.get();
    if !machine.is_null() {
        // SAFETY: as in `with`.
        f(unsafe { &*machine });
    }
}

/// Runs `f` with the machine in place.
pub(in crate::model) fn install<R>(machine: &Machine<'_>, f: impl FnOnce() -> R) -> R {
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

impl<'a> Machine<'a> {
    pub(in crate::model) fn new(setup: &'a Setup, source: Source<'a>, picture: bool) -> Self {
        let cortex = matches!(setup.kind, Kind::CortexM | Kind::CortexM0);
        let lines = setup
            .vectors
            .iter()
            .map(|v| Line {
                left: Cell::new(v.firings),
                enabled: Cell::new(!cortex || !v.switched || (setup.on && !v.takes_values)),
                ..Line::default()
            })
            .collect::<Vec<_>>();
        Self {
            longest: RefCell::new(std::vec![Longest::default(); lines.len()]),
            lines,
            setup,
            live: matches!(source, Source::Live(_)),
            source: RefCell::new(source),
            frames: RefCell::new(std::vec![Frame { vector: None, declined: 0 }]),
            all: Cell::new(!cortex && !setup.on),
            level: Cell::new(0),
            shadow: Cell::new(false),
            asleep: RefCell::new(std::vec![None; setup.vectors.len()]),
            active: RefCell::new(Vec::new()),
            loans: RefCell::new(Vec::new()),
            points: Cell::new(0),
            steps: Cell::new(0),
            failed: RefCell::new(None),
            events: RefCell::new(picture.then(Vec::new)),
        }
    }

    /// What is left of it after a run.
    pub(in crate::model) fn into_parts(self) -> (Source<'a>, Vec<u32>, Vec<Longest>, u64, Vec<Event>) {
        let fired = self.lines.iter().map(|l| l.fired.get()).collect();
        let events = self.events.into_inner().unwrap_or_default();
        (self.source.into_inner(), fired, self.longest.into_inner(), self.points.get(), events)
    }

    fn cortex(&self) -> bool {
        matches!(self.setup.kind, Kind::CortexM | Kind::CortexM0)
    }

    pub(crate) fn is_avr(&self) -> bool {
        self.setup.kind == Kind::Avr
    }

    /// What one instruction stores.
    pub(crate) fn word(&self) -> usize {
        if self.is_avr() { 1 } else { 4 }
    }

    /// What one instruction loads.
    pub(crate) fn load_width(&self) -> usize {
        if self.setup.kind == Kind::CortexM { 8 } else { self.word() }
    }

    // ---- what cells tell ----

    /// Before an access: a point, and then nobody has declined what comes after.
    pub(crate) fn access(&self, cell: *const (), written: bool, place: &'static Location<'static>) {
        self.point();
        self.happened();
        self.touched(cell as usize, written);
        if std::thread::panicking() {
            return;
        }
        let address = cell as usize;
        if !self.setup.resets.iter().any(|(reset, _)| *reset == address) {
            stop(
                FailureKind::NotReset,
                format!(
                    "the cell at {place} isn't reset before the run, so one schedule would see what another left: add \
                     `.reset(&CELL, || value)` to the `Setup`"
                ),
            );
        }
        self.count(place);
    }

    /// A cell lends `&mut T`: refused while another context has one. Then a point, for who could strike while it is lent.
    pub(crate) fn lend(&self, cell: *const (), place: &'static Location<'static>) {
        self.access(cell, true, place);
        let depth = self.frames.borrow().len();
        let second = self.loans.borrow().iter().any(|&(a, d)| a == cell as usize && d != depth);
        if second && !std::thread::panicking() {
            self.log(place, || "wants the cell, which is lent".into());
            stop(
                FailureKind::TwoReferences,
                format!("two contexts have the value of one cell at once, the second at {place}"),
            );
        }
        self.loans.borrow_mut().push((cell as usize, depth));
        self.log(place, || "takes the cell".into());
        self.point();
        self.happened();
    }

    pub(crate) fn give_back(&self, cell: *const ()) {
        let mut loans = self.loans.borrow_mut();
        if let Some(last) = loans.iter().rposition(|&(a, _)| a == cell as usize) {
            loans.remove(last);
        }
    }

    /// For the picture.
    pub(crate) fn log(&self, place: &'static Location<'static>, text: impl FnOnce() -> String) {
        self.log_at(Some(place), text);
    }

    fn log_at(&self, place: Option<&'static Location<'static>>, text: impl FnOnce() -> String) {
        if std::thread::panicking() {
            return; // what unwinding closes isn't the program's doing
        }
        if let Some(events) = &mut *self.events.borrow_mut() {
            events.push(Event {
                vector: self.frames.borrow().last().and_then(|f| f.vector),
                place,
                text: text(),
            });
        }
    }

    /// Something happened in the running context, so a strike before it and one after it differ.
    fn happened(&self) {
        self.shadow.set(false);
        if let Some(frame) = self.frames.borrow_mut().last_mut() {
            frame.declined = 0;
        }
    }

    /// Counts an access towards the masked stretches.
    fn count(&self, place: &'static Location<'static>) {
        self.step(Some(place));
        for (line, longest) in self.lines.iter().zip(&mut *self.longest.borrow_mut()) {
            if line.enabled.get() && line.from.get().is_some() {
                line.stretch.set(line.stretch.get() + 1);
                if line.stretch.get() > longest.accesses {
                    *longest = Longest { accesses: line.stretch.get(), from: line.from.get() };
                }
            }
        }
    }

    /// Counts towards the length of the schedule: whatever a loop could do for ever.
    fn step(&self, place: Option<&'static Location<'static>>) {
        self.steps.set(self.steps.get() + 1);
        if self.steps.get() > 1_000_000 && !self.live && !std::thread::panicking() {
            let place = place.map(|place| format!(", the last at {place}")).unwrap_or_default();
            stop(
                FailureKind::Endless,
                format!("the schedule doesn't end: a million accesses, sections and firings{place}"),
            );
        }
    }

    /// The first failure, even if the body went on after it.
    pub(in crate::model) fn failure(&self) -> Option<(FailureKind, String)> {
        self.failed.borrow_mut().take()
    }
}

/// Ends the run; nothing is printed on the way.
pub(in crate::model) fn stop(kind: FailureKind, why: String) -> ! {
    if_running(|m| {
        m.failed.borrow_mut().get_or_insert((kind, why.clone()));
    });
    std::panic::resume_unwind(Box::new(Stop::Failed(kind, why)))
}
