//! `Machine`: the emulated CPU during one run: what is masked, what is pending, who runs; and the hooks that the cells call.
//!
//! Contract: a handler is called only at a point, by `point` or `sleep`, only if the CPU's rules let it preempt, on the stack of the context that it
//! interrupts. Hooks may unwind (a handler's assertion failed); each leaves the machine in a state that `Drop`s can go on from.
//!
//! Rules, and where they come from:
//! - AVR (*AVR Instruction Set Manual*, SEI, RETI; datasheets, "Reset and Interrupt Handling"): I is cleared on entry and set by RETI; the lowest vector
//!   number goes first; after SEI one more instruction runs, so `sei; sleep` has no gap. That instruction need not be the next access.
//! - AVR that nests (*XMEGA AU Manual*, 12.3 to 12.6; *AVR128DA28/32/48/64 datasheet*, CPUINT): I stays set on entry, and RETI leaves it; a handler preempts if its level is above all that run; among
//!   pending ones the highest level goes first, then the lowest number.
//! - Cortex-M (*Armv7-M Architecture Reference Manual*, B1.5.4, B1.4.3; WFE: B1.5.18; WFI: B1.5.19): a handler preempts if its priority is above everything that is active and above
//!   BASEPRI, and PRIMASK is clear; among pending ones the highest priority goes first, then the lowest exception number, which is 16 more than a line's; WFI wakes for what PRIMASK alone holds off, and
//!   may wake for no reason, as RISC-V's may.
//! - RISC-V (*Privileged Architecture*, 3.1.6.1, 3.1.9, 3.3.3): MIE is cleared on entry and restored by MRET; external goes before software before timer; WFI wakes
//!   with MIE clear.

mod accesses;
mod asks;
mod begin;
mod buffers;
mod choices;
mod current;
mod deepest;
mod devices;
mod entered;
mod events;
mod fire;
mod judged;
mod late;
mod lent;
mod line_state;
mod lines;
mod live;
mod locks;
mod masks;
mod pending;
mod pieces;
mod points;
mod quick;
mod reduce;
mod remains;
mod rounds;
mod sleep;
mod spin;
mod torn;
#[cfg(irqshare_watch)]
mod watched;
mod whole;
mod words;

pub(in crate::model) use begin::Begin;
#[cfg(irqshare_watch)]
pub(super) use current::if_running_watched;
pub(in crate::model) use current::is_running;
pub(crate) use current::{if_running, with};
pub(super) use current::{install, stop};
pub(crate) use entered::NotEntered;
pub(in crate::model) use line_state::Longest;
pub(crate) use lines::NotEnabled;
pub(crate) use pieces::{Object, Piece};
pub(in crate::model) use remains::Remains;
pub(crate) use torn::Value;
pub(crate) use whole::{Accessed, access, access_parts, access_whole, draws, may_tear};

use crate::model::engine::atomicity::Atomicity;
use crate::model::engine::failure_kind::FailureKind;
use crate::model::engine::outside::Poll;
use crate::model::engine::path::Path;
use crate::model::engine::program::Program;
use crate::model::engine::recorded::Recorded;
use crate::model::engine::set::{Set, numbers};
use asks::Asks;
use buffers::{Buffers, emptied};
use core::cell::{Cell, RefCell};
use core::mem::take;
use lent::{Early, Open};
use line_state::{Frame, LineState};
use rounds::Spin;
use std::boxed::Box;
use std::string::String;
use std::vec::Vec;

/// Why a run ends early; carried by unwinding.
pub(in crate::model::engine) enum Stop {
    Failed(FailureKind, String),
    /// Live: main sleeps, and no device will wake it.
    Done,
    /// The handler that was to be watched has ended.
    Watched,
}

pub(super) enum Source<'a> {
    Path(Path),
    Live(Poll<'a>),
    /// The run is over.
    Gone,
}

/// How a run is watched.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::model) struct Watch {
    /// Its events are kept, for a picture.
    pub(in crate::model) picture: bool,
    /// So many arrivals, and no more.
    pub(in crate::model) arrivals: Option<u32>,
    /// How deep handlers nested so far in the search.
    pub(in crate::model) deepest: usize,
    /// It ends with the handler that arrives by this decision.
    pub(in crate::model) until: Option<usize>,
}

pub(crate) struct Machine<'a> {
    program: &'a Program,
    source: RefCell<Source<'a>>,
    live: bool,
    /// It isn't live, and nobody looks at each access, for a picture say.
    plain: bool,
    watch: Watch,
    lines: Vec<LineState>,
    /// Those that aren't vectors, but devices: a bit each.
    devices: u64,
    /// The devices that act under a condition.
    conditional: u64,
    /// The devices that run on.
    running_on: u64,
    /// What a device's condition looks at, if one is asked.
    asks: Cell<Asks>,
    /// Those that may still come by themselves.
    able: Set,
    /// Those that are switched on.
    enabled: Set,
    pending: Set,
    /// Those that pend for as long as a device holds them.
    held: Set,
    /// Those whose handler, which something else binds, has its `Isr`.
    entered: Set,
    /// Those that are off by `pause`.
    paused: Set,
    /// Those that could have struck the running context at the last point and didn't, with nothing accessed since.
    declined: Cell<u64>,
    /// For so many accesses what pends may still wait.
    grace: Cell<u32>,
    /// Those that waited once since they pend.
    was_late: Set,
    /// How deep the context is nested that stands at a barrier.
    at_barrier: Cell<Option<usize>>,
    /// So many handlers ran since the running context got on, because they pended.
    in_a_row: Cell<u32>,
    /// What is on top of main.
    frames: RefCell<Vec<Frame>>,
    /// The priority of what is active.
    running: Cell<u16>,
    /// SREG.I = 0, PRIMASK = 1, mstatus.MIE = 0.
    all: Cell<bool>,
    /// BASEPRI, as a logical priority: what is at or below is held off.
    level: Cell<u16>,
    /// Some line is held off by a section or a lock.
    held_off: Cell<bool>,
    /// The section that begins next is opened by another crate's function, which doesn't say for whom.
    unplaced: Cell<bool>,
    /// AVR: the last thing that happened was `sei`.
    shadow: Cell<bool>,
    /// Cortex-M's event register.
    event: Cell<bool>,
    /// How often a sleep ended for no reason.
    spurious: Cell<u32>,
    /// A device acts: no context runs, and nothing can strike.
    hardware: Cell<bool>,
    /// Reduced search: it does what a run before it did, which noted all of that.
    repeats: Cell<bool>,
    /// Reduced search: the lines that are asleep.
    sleeping: Set,
    /// Those of them that make others pending.
    splits: Set,
    /// Those of them of which nothing is independent.
    mores: Set,
    /// Reduced search: the decisions by which the handlers arrived that are active, or what they made pending, and how many frames there were before.
    active: RefCell<Vec<(usize, usize)>>,
    /// Cells lent as `&mut T` or `&T`, and what they held.
    open: RefCell<Vec<Open>>,
    early: RefCell<Early>,
    spin: Spin,
    /// What may be torn.
    torn: RefCell<Vec<torn::Torn>>,
    /// The deepest nesting: the handlers, from the outermost on.
    nest: RefCell<Vec<usize>>,
    arrivals: Cell<u32>,
    points: Cell<u64>,
    /// What happened so far, to notice a schedule that doesn't end.
    steps: Cell<u64>,
    /// The first failure, should the body catch its unwinding.
    failed: RefCell<Option<(FailureKind, String)>>,
    /// In which handler or device that was; `None` in main.
    failed_in: Cell<Option<usize>>,
    /// It ends, though nothing failed.
    over: Cell<bool>,
    /// Main has ended.
    ended: Cell<bool>,
    /// Reduced search: it only differs from others in the order of what is independent.
    redundant: Cell<bool>,
    /// What was interrupted got on in the middle of a storm.
    outlived_storm: Cell<bool>,
    atomicity: Option<RefCell<Box<Atomicity>>>,
    events: Option<RefCell<Vec<Recorded>>>,
}

impl<'a> Machine<'a> {
    pub(super) fn new(program: &'a Program, source: Source<'a>, watch: Watch) -> Self {
        let cortex = program.cpu.is_cortex();
        let Buffers { mut lines, frames, active, nest, open } = Buffers::spare();
        let (mut devices, mut conditional, mut running_on, mut able, mut enabled) = (0, 0, 0, 0, 0);
        for (line, v) in program.lines.iter().enumerate() {
            let bit = |of: bool| u64::from(of) << line;
            devices |= bit(v.device.is_some());
            conditional |= bit(v.condition().is_some());
            running_on |= bit(v.runs_on());
            able |= bit(v.firings > 0);
            enabled |= bit(!cortex || !v.switched || (program.on && !v.takes_values));
            lines.push(LineState {
                left: Cell::new(v.firings),
                priority: Cell::new(program.priority(v)),
                ..LineState::default()
            });
        }
        let atomicity = || RefCell::new(Atomicity::begun(program.memory.len(), &program.groups, devices));
        let repeats = matches!(&source, Source::Path(path) if path.repeats());
        Self {
            lines,
            devices,
            conditional,
            running_on,
            asks: Cell::default(),
            able: Set::new(able),
            enabled: Set::new(enabled),
            pending: Set::default(),
            held: Set::default(),
            entered: Set::default(),
            paused: Set::default(),
            declined: Cell::new(0),
            grace: Cell::new(0),
            was_late: Set::default(),
            at_barrier: Cell::new(None),
            in_a_row: Cell::new(0),
            running: Cell::new(0),
            program,
            live: matches!(source, Source::Live(_)),
            plain: !program.atomicity && !watch.picture && matches!(source, Source::Path(_)),
            source: RefCell::new(source),
            watch,
            frames: RefCell::new(frames),
            all: Cell::new(program.starts_masked()),
            level: Cell::new(0),
            held_off: Cell::new(false),
            unplaced: Cell::new(false),
            shadow: Cell::new(false),
            event: Cell::new(false),
            spurious: Cell::new(0),
            hardware: Cell::new(false),
            repeats: Cell::new(repeats),
            sleeping: Set::default(),
            splits: Set::default(),
            mores: Set::default(),
            active: RefCell::new(active),
            open: RefCell::new(open),
            early: RefCell::default(),
            spin: Spin::default(),
            torn: RefCell::default(),
            nest: RefCell::new(nest),
            arrivals: Cell::new(0),
            points: Cell::new(0),
            steps: Cell::new(0),
            failed: RefCell::new(None),
            failed_in: Cell::new(None),
            over: Cell::new(false),
            ended: Cell::new(false),
            redundant: Cell::new(false),
            outlived_storm: Cell::new(false),
            atomicity: program.atomicity.then(atomicity),
            events: watch.picture.then(RefCell::default),
        }
    }

    /// What is left of it after a run, which it isn't used for any more; and where its decisions came from.
    pub(in crate::model::engine) fn take_remains(&mut self) -> (Source<'a>, Remains) {
        let frames = emptied(self.frames.take());
        let (active, open) = (emptied(self.active.take()), emptied(self.open.take()));
        Buffers::keep(|spare| (spare.frames, spare.active, spare.open) = (frames, active, open));
        // What they would do isn't asked any more, and is the path's to use again.
        for line in numbers(self.sleeping.bits()) {
            self.lines[line].asleep.take();
        }
        let atomicity = self.atomicity.take();
        let remains = Remains {
            lines: take(&mut self.lines),
            nest: self.nest.take(),
            points: self.points.get(),
            steps: self.steps.get(),
            arrivals: self.arrivals.get(),
            redundant: self.redundant.get(),
            outlived_storm: self.outlived_storm.get(),
            shown: atomicity.map(|atomicity| atomicity.into_inner().shown()).unwrap_or_default(),
            events: self.events.take().map(RefCell::into_inner).unwrap_or_default(),
        };
        (self.source.replace(Source::Gone), remains)
    }

    fn cortex(&self) -> bool {
        self.program.cpu.is_cortex()
    }

    pub(crate) fn is_avr(&self) -> bool {
        self.program.cpu.is_avr()
    }

    /// Whether handlers preempt each other by levels that are set at run time.
    pub(crate) fn has_levels(&self) -> bool {
        self.program.cpu.has_levels()
    }

    /// Whether a handler may preempt another one; else it runs with interrupts off.
    pub(crate) fn nests(&self) -> bool {
        self.cortex() || self.has_levels()
    }

    /// How deep the running context is nested: main is 0.
    #[inline]
    pub(crate) fn depth(&self) -> usize {
        self.frames.borrow().len()
    }

    /// Whether a line's interrupt waits to be taken.
    fn pends(&self, line: usize) -> bool {
        (self.pending.bits() | self.held.bits()) >> line & 1 == 1
    }

    /// Who runs.
    #[inline(always)]
    fn who(&self) -> Option<usize> {
        self.frames.borrow().last().map(|f| f.line)
    }

    /// What runs has failed. The first failure counts.
    fn fails(&self, kind: FailureKind, why: String) {
        let mut failed = self.failed.borrow_mut();
        if failed.is_none() {
            *failed = Some((kind, why));
            self.failed_in.set(self.who());
        }
    }

    /// The first failure, even if the body went on after it.
    pub(super) fn failure(&self) -> Option<(FailureKind, String)> {
        self.failed.borrow_mut().take()
    }
}
