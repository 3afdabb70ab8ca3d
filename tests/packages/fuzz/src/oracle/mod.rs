//! The oracle: what outcomes a program may have, by the documented rules alone. A sequential interpreter, and plain recursion over everything that may come at each boundary
//! between two atomic steps.
//!
//! It shares no code with the model, and knows nothing of it: no points, no footprints, no reduction. States that were met before aren't gone into again: that is its only shortcut.

mod code;
mod rules;
mod steps;

pub use rules::{Rules, Wrong};

use crate::program::{BEGINS, NOTHING, Outcome, Program, Who};
use code::{OPTIONS, PLACES, Step};
use std::collections::{BTreeSet, HashSet};

/// How a schedule may end that has no outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// Main sleeps for ever.
    Asleep,
    /// `V::enable` of a line that is on, `sleep_until` with interrupts off.
    Panic,
}

/// What the rules say of a program.
#[derive(Debug, Default)]
pub struct Foretold {
    pub outcomes: BTreeSet<Outcome>,
    pub ends: BTreeSet<End>,
    /// The vectors that fire in some schedule.
    pub fired: BTreeSet<Who>,
    /// How deep handlers nest.
    pub deepest: usize,
    pub states: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
struct Line {
    left: u32,
    pending: u32,
    on: bool,
}

/// A context that runs, or was preempted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Frame {
    who: Who,
    at: usize,
    last: u8,
    /// What open sections and locks restore.
    saved: Vec<(bool, u16)>,
    /// What open blocks read.
    read: Vec<u16>,
    /// What was masked when it began.
    before: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct State {
    cells: [u16; PLACES],
    /// Everything is masked.
    all: bool,
    /// What is at or below is masked.
    level: u16,
    /// The instruction before this one was `sei`.
    shadow: bool,
    /// Main sleeps.
    asleep: bool,
    /// By `Who`.
    lines: [Line; 6],
    frames: Vec<Frame>,
    traces: [Vec<u16>; 6],
}

/// The interpreter of one program.
struct Oracle<'a> {
    code: [Vec<Step>; 6],
    attached: &'a [(Who, u32)],
    rules: Rules,
    met: HashSet<State>,
    found: Foretold,
    most: u64,
}

/// All outcomes; `None` if it takes more than so many states.
pub fn foretell(program: &Program, rules: Rules, most: u64) -> Option<Foretold> {
    let mut cells = [0; PLACES];
    OPTIONS.iter().for_each(|place| cells[*place] = NOTHING);
    let mut state = State {
        cells,
        // At reset interrupts are off on AVR and RISC-V, and lines on Cortex-M, but for exceptions.
        all: !program.on && !rules.cpu.is_cortex(),
        level: 0,
        shadow: false,
        asleep: false,
        lines: [Line::default(); 6],
        frames: vec![frame(Who::Main, false)],
        traces: Default::default(),
    };
    for (who, times) in &program.attached {
        let at_reset = !rules.cpu.is_cortex() || *who == Who::Tick || rules.is(Wrong::LinesAreOnAtReset);
        let left = if rules.is(Wrong::OneFiringAtMost) { (*times).min(1) } else { *times };
        state.lines[*who as usize] = Line { left, pending: 0, on: program.on || at_reset };
    }
    let mut oracle = Oracle {
        code: code::compile(program, rules),
        attached: &program.attached,
        rules,
        met: HashSet::new(),
        found: Foretold::default(),
        most,
    };
    oracle.explore(state)?;
    Some(oracle.found)
}

fn frame(who: Who, before: bool) -> Frame {
    Frame { who, at: 0, last: 0, saved: Vec::new(), read: Vec::new(), before }
}

impl Oracle<'_> {
    /// Everything that may happen from here on.
    fn explore(&mut self, mut state: State) -> Option<()> {
        loop {
            self.found.states += 1;
            if self.found.states > self.most {
                return None;
            }
            let pending = self.first_pending(&state);
            if state.asleep && !self.wakes(&state) {
                return self.sleep_on(&state);
            }
            state.asleep = false;
            let arrivals = self.arrivals(&state, pending);
            let goes_on = |oracle: &mut Self, mut next: State| match pending {
                Some(who) => {
                    let pending = &mut next.lines[who as usize].pending;
                    *pending -= 1;
                    oracle.fire(&mut next, who);
                    Some(next)
                }
                None => oracle.step(next),
            };
            if arrivals.is_empty() {
                state = match goes_on(self, state) {
                    Some(next) => next,
                    None => return Some(()),
                };
                continue;
            }
            if !self.met.insert(state.clone()) {
                return Some(());
            }
            for who in arrivals {
                let mut next = state.clone();
                next.lines[who as usize].left -= 1;
                self.fire(&mut next, who);
                self.explore(next)?;
            }
            state = match goes_on(self, state) {
                Some(next) => next,
                None => return Some(()),
            };
        }
    }

    /// Whether it would be taken now if it came.
    fn may_come(&self, state: &State, who: Who) -> bool {
        let mine = self.rules.priority(who);
        let above =
            |other: u16| mine > other || (self.rules.is(Wrong::EqualPriorityPreempts) && mine == other);
        let runs = |f: &Frame| f.who == who || !above(self.rules.priority(f.who));
        let held = (self.rules.nests() || self.rules.cpu.is_cortex())
            && state.frames.iter().any(|f| f.who != Who::Main && runs(f));
        let blocked = !self.rules.nests() && state.frames.len() > 1;
        state.lines[who as usize].on && !state.all && mine > state.level && !held && !blocked
    }

    fn first_pending(&self, state: &State) -> Option<Who> {
        let pend = self.attached.iter().map(|(who, _)| *who).filter(|who| {
            state.lines[*who as usize].pending > 0 && self.may_come(state, *who) && !state.shadow
        });
        pend.max_by_key(|who| self.rules.rank(*who))
    }

    /// Who may come by itself, before the one that pends.
    fn arrivals(&self, state: &State, pending: Option<Who>) -> Vec<Who> {
        let main_ended = state.frames.len() == 1 && state.frames[0].at == self.code[0].len();
        if state.shadow || (self.rules.is(Wrong::NothingComesAfterMain) && main_ended) {
            return Vec::new();
        }
        let may = self.attached.iter().map(|(who, _)| *who).filter(|&who| {
            state.lines[who as usize].left > 0
                && self.may_come(state, who)
                && pending.is_none_or(|first| {
                    !self.rules.is(Wrong::UrgentComesAfterPending)
                        && state.lines[who as usize].pending == 0
                        && self.rules.rank(who) > self.rules.rank(first)
                })
        });
        may.collect()
    }

    fn fire(&mut self, state: &mut State, who: Who) {
        self.found.fired.insert(who);
        self.found.deepest = self.found.deepest.max(state.frames.len());
        state.frames.push(frame(who, state.all));
        state.traces[who as usize].push(BEGINS);
        if !self.rules.cpu.is_cortex() && !self.rules.nests() {
            state.all = true;
        }
    }

    // ---- sleep ----

    /// Whether its interrupt would wake main, be it masked or not.
    fn can_wake(&self, state: &State, who: Who) -> bool {
        let mut awake = state.clone();
        if self.rules.cpu != crate::program::Cpu::Avr && !self.rules.is(Wrong::WfiNeedsUnmasked) {
            awake.all = false;
        }
        self.may_come(&awake, who)
    }

    fn wakes(&self, state: &State) -> bool {
        self.attached
            .iter()
            .any(|(who, _)| state.lines[*who as usize].pending > 0 && self.can_wake(state, *who))
    }

    /// Nothing pends that could wake main: something has to come.
    fn sleep_on(&mut self, state: &State) -> Option<()> {
        let mut slept_on = true;
        for (who, _) in self.attached {
            if state.lines[*who as usize].left > 0 && self.can_wake(state, *who) {
                let mut next = state.clone();
                next.lines[*who as usize].left -= 1;
                next.lines[*who as usize].pending = 1;
                slept_on = false;
                self.explore(next)?;
            }
        }
        if slept_on {
            self.found.ends.insert(End::Asleep);
        }
        Some(())
    }
}
