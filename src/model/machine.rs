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

use super::failure::FailureKind;
use super::path::Path;
use super::setup::{Mutant, Setup};
use crate::mask::Ceiling;
use crate::mask::bind::Refusal;
use core::any::TypeId;
use core::cell::{Cell, RefCell};
use core::panic::Location;
use std::boxed::Box;
use std::format;
use std::string::String;
use std::vec::Vec;

/// Which CPU is emulated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Avr,
    CortexM,
    CortexM0,
    RiscV,
}

/// An attached vector during a run.
#[derive(Default)]
struct Line {
    left: Cell<u32>,
    fired: Cell<u32>,
    enabled: Cell<bool>,
    pending: Cell<bool>,
    /// Accesses since a mask began to hold it off, and where it began.
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
pub(super) struct Event {
    pub(super) vector: Option<usize>,
    pub(super) place: Option<&'static Location<'static>>,
    pub(super) text: String,
}

/// Why a run ends early; carried by unwinding.
pub(super) enum Stop {
    Failed(FailureKind, String),
    /// Live: main sleeps, and no device will wake it.
    Done,
}

/// Whether a device of a live run has more to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Device {
    /// It may pend an interrupt at some later point.
    Running,
    /// It never will again: when main sleeps, the run is over.
    Done,
}

/// What a device of a live run holds: the interrupt lines.
#[derive(Debug)]
pub struct Wire {
    asleep: bool,
}

impl Wire {
    /// Makes an attached vector pending, as its peripheral would.
    #[allow(private_bounds, reason = "implemented by handlers! alone")]
    pub fn pend<V: crate::mask::bind::Line>(&self) {
        with(|m| {
            let line = m.find(TypeId::of::<V>(), V::NAME);
            m.lines[line].pending.set(true);
        });
    }

    /// Whether main is asleep, so that the device may take its time.
    pub fn asleep(&self) -> bool {
        self.asleep
    }
}

pub(super) type Poll<'a> = &'a mut dyn FnMut(&Wire) -> Device;

pub(super) enum Source<'a> {
    Path(Path),
    Live(Poll<'a>),
}

/// The longest time a vector was held off, in accesses.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Longest {
    pub(super) accesses: u32,
    pub(super) from: Option<&'static Location<'static>>,
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
    /// Cells lent as `&mut T`: address, depth of the frame.
    loans: RefCell<Vec<(usize, usize)>>,
    masked_from: Cell<Option<&'static Location<'static>>>,
    longest: RefCell<Vec<Longest>>,
    points: Cell<u64>,
    accesses: Cell<u64>,
    events: RefCell<Option<Vec<Event>>>,
}

std::thread_local! {
    static CURRENT: Cell<*const Machine<'static>> = const { Cell::new(core::ptr::null()) };
}

/// Whether a run is under way on this thread.
pub(super) fn is_running() -> bool {
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
pub(super) fn install<R>(machine: &Machine<'_>, f: impl FnOnce() -> R) -> R {
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
    pub(super) fn new(setup: &'a Setup, source: Source<'a>, picture: bool) -> Self {
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
            loans: RefCell::new(Vec::new()),
            masked_from: Cell::new(None),
            points: Cell::new(0),
            accesses: Cell::new(0),
            events: RefCell::new(picture.then(Vec::new)),
        }
    }

    /// What is left of it after a run.
    pub(super) fn into_parts(self) -> (Source<'a>, Vec<u32>, Vec<Longest>, u64, Vec<Event>) {
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

    pub(crate) fn is_on(&self) -> bool {
        !self.all.get()
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
    pub(crate) fn access(&self, cell: *const (), place: &'static Location<'static>) {
        self.point();
        self.happened();
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
        self.access(cell, place);
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

    /// Counts an access towards the masked stretches, and towards the length of the run.
    fn count(&self, place: &'static Location<'static>) {
        let accesses = self.accesses.get() + 1;
        self.accesses.set(accesses);
        if accesses > 1_000_000 && !self.live {
            stop(
                FailureKind::Endless,
                format!("the schedule doesn't end: a million accesses, the last at {place}"),
            );
        }
        if !self.all.get() && self.level.get() == 0 {
            return;
        }
        for (i, line) in self.lines.iter().enumerate() {
            // On AVR and RISC-V a handler has everything masked by itself; that is no section's doing.
            let by_mask = self.masked_from.get().is_some()
                && (self.all.get() || self.setup.vectors[i].priority <= self.level.get());
            if line.enabled.get() && by_mask {
                line.stretch.set(line.stretch.get() + 1);
                let longest = &mut self.longest.borrow_mut()[i];
                if line.stretch.get() > longest.accesses {
                    *longest = Longest { accesses: line.stretch.get(), from: self.masked_from.get() };
                }
            } else {
                line.stretch.set(0);
            }
        }
    }

    // ---- masks ----

    pub(crate) fn acquire(&self, place: &'static Location<'static>) -> u8 {
        self.point();
        let saved = u8::from(self.all.get());
        if self.setup.mutant != Some(Mutant::MaskNothing) {
            self.all.set(true);
            if saved == 0 && self.level.get() == 0 {
                self.masked_from.set(Some(place));
            }
        }
        self.log(place, || "masks all".into());
        saved
    }

    pub(crate) fn release(&self, saved: u8) {
        let open = saved == 0 || self.setup.mutant == Some(Mutant::ReleaseEnables);
        self.all.set(!open);
        self.unmasked(open);
    }

    pub(crate) fn raise(&self, ceiling: Ceiling, place: &'static Location<'static>) -> u8 {
        if self.setup.kind != Kind::CortexM || ceiling.basepri() == 0 {
            return self.acquire(place);
        }
        self.point();
        let saved = self.level.get();
        let level = match self.setup.mutant {
            Some(Mutant::MaskNothing) => 0,
            Some(Mutant::CeilingTooLow) => ceiling.priority() - 1,
            _ => ceiling.priority(),
        };
        if saved == 0 && !self.all.get() {
            self.masked_from.set(Some(place));
        }
        self.level.set(saved.max(level));
        self.log(place, || format!("masks up to {level}"));
        // `basepri` isn't 0, so the level is below 1 << bits.
        u8::try_from(saved).unwrap_or(u8::MAX)
    }

    pub(crate) fn lower(&self, ceiling: Ceiling, saved: u8) {
        if self.setup.kind != Kind::CortexM || ceiling.basepri() == 0 {
            return self.release(saved);
        }
        self.level.set(if self.setup.mutant == Some(Mutant::ReleaseEnables) { 0 } else { u16::from(saved) });
        self.unmasked(saved == 0);
    }

    fn unmasked(&self, open: bool) {
        self.log_at(None, || if open { "unmasks".into() } else { "ends a section, still masked".into() });
        if !self.all.get() && self.level.get() == 0 {
            self.masked_from.set(None);
            for line in &self.lines {
                line.stretch.set(0);
            }
        }
        self.point();
    }

    /// `sei`, `cpsie i`, `csrsi mstatus, 8`.
    pub(crate) fn switch_on(&self, place: &'static Location<'static>) {
        self.all.set(false);
        self.masked_from.set(None);
        self.log(place, || "turns interrupts on".into());
        if self.is_avr() {
            self.happened();
            self.shadow.set(true);
        } else {
            self.point();
        }
    }

    // ---- lines ----

    fn find(&self, id: TypeId, name: &str) -> usize {
        self.setup.vectors.iter().position(|v| v.id == id).unwrap_or_else(|| {
            stop(
                FailureKind::BadSetup,
                format!("`{name}` isn't attached: add `.attach::<{name}>(1)` to the `Setup`"),
            )
        })
    }

    pub(crate) fn enable(
        &self,
        id: TypeId,
        put: impl FnOnce(),
        place: &'static Location<'static>,
    ) -> Result<(), Refusal> {
        let Some(line) = self.setup.vectors.iter().position(|v| v.id == id) else {
            return Err(Refusal::NoSwitch);
        };
        if !self.cortex() {
            return Err(Refusal::NoSwitch);
        }
        if self.lines[line].enabled.get() {
            return Err(Refusal::AlreadyEnabled);
        }
        put();
        self.switch_line(line, true, place);
        Ok(())
    }

    pub(crate) fn disable(&self, id: TypeId, place: &'static Location<'static>) {
        if let Some(line) = self.setup.vectors.iter().position(|v| v.id == id) {
            self.switch_line(line, false, place);
        }
    }

    fn switch_line(&self, line: usize, on: bool, place: &'static Location<'static>) {
        self.point();
        self.happened();
        self.lines[line].enabled.set(on);
        let name = self.setup.vectors[line].name;
        self.log(place, || format!("{} {name}", if on { "enables" } else { "disables" }));
        self.point();
    }

    pub(crate) fn pend(&self, id: TypeId, name: &str, place: &'static Location<'static>) {
        let line = self.find(id, name);
        self.point();
        self.happened();
        self.lines[line].pending.set(true);
        self.log(place, || format!("pends {name}"));
        self.point();
    }

    // ---- points ----

    /// Whether a vector's interrupt, if it were pending now, would be taken.
    fn preempts(&self, line: usize, running: u16) -> bool {
        self.lines[line].enabled.get()
            && !self.all.get()
            && (!self.cortex() || self.setup.vectors[line].priority > running.max(self.level.get()))
    }

    /// The priority of what is active.
    fn running(&self) -> u16 {
        let frames = self.frames.borrow();
        frames.iter().filter_map(|f| f.vector).map(|v| self.setup.vectors[v].priority).max().unwrap_or(0)
    }

    /// Which of two pending interrupts goes first: the larger key.
    fn rank(&self, line: usize) -> (u16, core::cmp::Reverse<u16>) {
        let v = &self.setup.vectors[line];
        match self.setup.kind {
            Kind::Avr => (0, core::cmp::Reverse(v.number)),
            Kind::CortexM | Kind::CortexM0 => (v.priority, core::cmp::Reverse(v.number)),
            // 11 external, 3 software, 7 timer.
            Kind::RiscV => (u16::from(v.number == 11), core::cmp::Reverse(v.number)),
        }
    }

    /// Here interrupts may strike: those that pend must, those that may arrive do or don't.
    fn point(&self) {
        if std::thread::panicking() {
            return;
        }
        if self.live {
            self.live_point(false);
            return;
        }
        loop {
            let running = self.running();
            let mut arrivals = 0_u64;
            let mut first: Option<usize> = None;
            for (i, line) in self.lines.iter().enumerate() {
                if !self.preempts(i, running) {
                    continue;
                }
                if line.pending.get() && first.is_none_or(|f| self.rank(i) > self.rank(f)) {
                    first = Some(i);
                } else if line.left.get() > 0 {
                    arrivals |= 1 << i;
                }
            }
            if let Some(first) = first {
                // One that pends is taken, unless a more urgent one arrives with it.
                arrivals &= !(1 << first);
                let urgent: Vec<usize> = bits(arrivals)
                    .filter(|&i| !self.lines[i].pending.get() && self.rank(i) > self.rank(first))
                    .collect();
                let way = self.choose(urgent.len() + 1);
                if way == 0 {
                    self.lines[first].pending.set(false);
                    self.fire(first);
                } else {
                    self.arrive(urgent[way - 1]);
                }
                continue;
            }
            let declined = self.frames.borrow().last().map_or(0, |f| f.declined);
            if arrivals & !declined == 0 {
                return;
            }
            self.points.set(self.points.get() + 1);
            let way = self.choose(arrivals.count_ones() as usize + 1);
            if way == 0 {
                if let Some(frame) = self.frames.borrow_mut().last_mut() {
                    frame.declined = arrivals;
                }
                return;
            }
            self.arrive(bits(arrivals).nth(way - 1).expect("one of them"));
        }
    }

    fn choose(&self, of: usize) -> usize {
        if of == 1 {
            return 0;
        }
        let Source::Path(path) = &mut *self.source.borrow_mut() else {
            unreachable!("live runs don't choose")
        };
        path.choose(of).unwrap_or_else(|_| {
            stop(
                FailureKind::NotDeterministic,
                "the run doesn't follow its path: with the same interrupts it did something else than before. Take what varies (time, \
                 randomness, addresses) out of it"
                    .into(),
            )
        })
    }

    /// One of the bounded arrivals.
    fn arrive(&self, line: usize) {
        self.lines[line].left.set(self.lines[line].left.get() - 1);
        self.fire(line);
    }

    /// Runs a handler, here and now.
    fn fire(&self, line: usize) {
        let all = self.all.get();
        let masked_from = self.masked_from.get();
        if !self.cortex() {
            self.all.set(true);
        }
        let depth = {
            let mut frames = self.frames.borrow_mut();
            frames.push(Frame { vector: Some(line), declined: 0 });
            frames.len()
        };
        self.lines[line].fired.set(self.lines[line].fired.get() + 1);
        self.log_at(None, || "starts".into());
        // SAFETY: this is the emulated CPU.
        unsafe { (self.setup.vectors[line].handler)() };
        self.log_at(None, || "ends".into());
        self.loans.borrow_mut().retain(|&(_, d)| d < depth);
        self.frames.borrow_mut().pop();
        if !self.cortex() {
            // RETI and MRET: interrupts were on, or this wouldn't have run.
            self.all.set(all);
            self.masked_from.set(masked_from);
        }
        self.shadow.set(false);
    }

    /// Sleeps until an interrupt wakes the CPU. `sei; sleep` has no gap on AVR.
    fn sleep(&self, place: &'static Location<'static>) {
        if !self.shadow.get() {
            self.point();
        }
        self.happened();
        self.log(place, || "sleeps".into());
        if self.live {
            return self.live_sleep();
        }
        // Between the decision and here nothing slips in: what arrives from now on wakes.
        if !self.wakes_now() {
            let running = self.running();
            let ways: Vec<usize> = (0..self.lines.len())
                .filter(|&i| self.lines[i].left.get() > 0 && self.can_wake(i, running))
                .collect();
            if ways.is_empty() {
                stop(
                    FailureKind::AsleepForEver,
                    format!(
                        "main sleeps for ever at {place}: every interrupt that could wake it has come already, or is masked"
                    ),
                );
            }
            let way = ways[self.choose(ways.len())];
            self.lines[way].left.set(self.lines[way].left.get() - 1);
            self.lines[way].pending.set(true);
        }
        self.log(place, || "wakes".into());
        self.point();
    }

    fn can_wake(&self, line: usize, running: u16) -> bool {
        match self.setup.kind {
            Kind::Avr => self.preempts(line, running),
            Kind::CortexM | Kind::CortexM0 => {
                self.lines[line].enabled.get()
                    && self.setup.vectors[line].priority > running.max(self.level.get())
            }
            Kind::RiscV => self.lines[line].enabled.get(),
        }
    }

    fn wakes_now(&self) -> bool {
        let running = self.running();
        (0..self.lines.len()).any(|i| self.lines[i].pending.get() && self.can_wake(i, running))
    }

    // ---- live runs ----

    /// Asks the devices, and takes what pends.
    fn live_point(&self, asleep: bool) -> Device {
        let device = match self.source.try_borrow_mut() {
            Ok(mut source) => match &mut *source {
                Source::Live(poll) => poll(&Wire { asleep }),
                Source::Path(_) => Device::Done,
            },
            Err(_) => Device::Running,
        };
        loop {
            let running = self.running();
            let first = (0..self.lines.len())
                .filter(|&i| self.lines[i].pending.get() && self.preempts(i, running))
                .max_by_key(|&i| self.rank(i));
            let Some(first) = first else { return device };
            self.lines[first].pending.set(false);
            self.fire(first);
        }
    }

    fn live_sleep(&self) {
        let fired = |m: &Self| m.lines.iter().map(|l| u64::from(l.fired.get())).sum::<u64>();
        let before = fired(self);
        loop {
            if self.wakes_now() && self.all.get() {
                return;
            }
            let device = self.live_point(true);
            if fired(self) != before || self.wakes_now() {
                return;
            }
            if device == Device::Done {
                std::panic::resume_unwind(Box::new(Stop::Done));
            }
        }
    }

    /// Main has ended: whatever may still come.
    pub(super) fn end(&self) {
        self.point();
    }
}

/// Ends the run; nothing is printed on the way.
pub(super) fn stop(kind: FailureKind, why: String) -> ! {
    std::panic::resume_unwind(Box::new(Stop::Failed(kind, why)))
}

fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    core::iter::from_fn(move || {
        let next = (set != 0).then(|| set.trailing_zeros() as usize)?;
        set &= set - 1;
        Some(next)
    })
}

/// The emulated CPU, as seen by the body of a check.
#[derive(Debug)]
pub struct Cpu(pub(super) ());

impl Cpu {
    /// The instruction that waits for an interrupt: `sleep` on AVR, `wfi` elsewhere.
    ///
    /// When nothing is left that could wake main, a check fails: it sleeps for ever. A live run ends.
    #[track_caller]
    pub fn sleep(&self) {
        let place = Location::caller();
        with(|m| m.sleep(place));
    }

    /// Switches a vector's interrupt on at its peripheral (a bit such as TIMSK's or mie's). Attached vectors start switched on where no NVIC does it.
    #[track_caller]
    #[allow(private_bounds, reason = "implemented by handlers! alone")]
    pub fn enable<V: crate::mask::bind::Line>(&self) {
        let place = Location::caller();
        with(|m| m.switch_line(m.find(TypeId::of::<V>(), V::NAME), true, place));
    }

    /// Switches a vector's interrupt off at its peripheral.
    #[track_caller]
    #[allow(private_bounds, reason = "implemented by handlers! alone")]
    pub fn disable<V: crate::mask::bind::Line>(&self) {
        let place = Location::caller();
        with(|m| m.switch_line(m.find(TypeId::of::<V>(), V::NAME), false, place));
    }

    /// Writes a line into the picture of a failing schedule.
    #[track_caller]
    pub fn note(&self, text: &str) {
        let place = Location::caller();
        with(|m| m.log(place, || text.into()));
    }
}
