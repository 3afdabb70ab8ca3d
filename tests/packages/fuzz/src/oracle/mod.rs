//! The oracle: what a program may do, by the documented rules alone. A sequential interpreter of instructions, and everything that may come at each boundary between two of them.
//!
//! It shares no code with the model, and knows nothing of it: no points, no footprints, no reduction. States that were met before aren't gone into again: that is its only shortcut.

mod code;
mod hardware;
mod rules;
mod state;
mod steps;
mod watch;

use rules::Lets;
pub use rules::{Rules, Wrong};
pub use watch::Finding;

use crate::outcome::{BEGINS, Fast, NOTHING, Outcome, Traces};
use crate::program::{Cpu, Program, Who};
use crate::run::MOST_IN_A_ROW;
use code::{Code, OPTIONS, PLACES, Step};
use state::{FRAMES, FREE, Frame, Line, OBJECTS, State};
use std::collections::{BTreeSet, HashSet};

/// How a schedule may end that has no outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// Main sleeps for ever.
    Asleep,
    /// `V::enable` of a line that is on, `sleep_until` with interrupts off.
    Panic,
    /// Handlers run again and again, and what they interrupt gets nowhere.
    Storm,
}

/// What the rules say of a program.
#[derive(Debug, Default)]
pub struct Foretold {
    pub outcomes: HashSet<Outcome, Fast>,
    pub ends: BTreeSet<End>,
    /// The vectors that fire in some schedule.
    pub fired: BTreeSet<Who>,
    /// The devices that act in some: a bit each.
    pub acted: u8,
    /// What isn't atomic.
    pub findings: HashSet<Finding, Fast>,
    /// By `Who`: the most accesses for which sections hold it off.
    pub masked: [u8; 6],
    /// How deep handlers nest.
    pub deepest: usize,
    pub states: u64,
}

/// The interpreter of one program.
struct Oracle<'a> {
    program: &'a Program,
    code: &'a Code,
    attached: &'a [(Who, u32)],
    rules: Rules,
    /// By place: which of `OBJECTS` it is.
    objects: [u8; PLACES],
    traces: &'a mut Traces,
    /// What is still to be gone into.
    todo: Vec<State>,
    met: HashSet<State, Fast>,
    found: Foretold,
    most: u64,
}

/// All that may come of it; `None` if it takes more than so many states. The traces are those that outcomes are told by.
pub fn foretell(program: &Program, rules: Rules, most: u64, traces: &mut Traces) -> Option<Foretold> {
    let code = code::compile(program, rules);
    let mut objects = [u8::MAX; PLACES];
    let mut n = 0;
    for place in code.objects() {
        if objects[place] == u8::MAX {
            objects[place] = n;
            n += 1;
        }
    }
    if usize::from(n) > OBJECTS {
        return None;
    }
    let mut cells = [0; PLACES];
    OPTIONS.iter().for_each(|place| cells[*place] = NOTHING);
    let mut state = State {
        cells,
        // At reset interrupts are off on AVR and RISC-V, and lines on Cortex-M, but for exceptions.
        all: !program.on && !rules.cpu.is_cortex(),
        level: 0,
        shadow: false,
        asleep: false,
        spurious: false,
        grace: 0,
        waited: 0,
        lines: [Line::default(); 6],
        devices: [0; _],
        live: 0,
        held_off: [FREE; 6],
        depth: 0,
        frames: [Frame::new(Who::Main, false); FRAMES],
        traces: [0; 6],
    };
    for (who, times) in &program.attached {
        let at_reset = !rules.cpu.is_cortex() || *who == Who::Tick || rules.is(Wrong::LinesAreOnAtReset);
        let left = if rules.is(Wrong::OneFiringAtMost) { (*times).min(1) } else { *times };
        let left = u8::try_from(left).ok()?;
        state.lines[*who as usize] = Line { left, on: program.on || at_reset, ..Line::default() };
    }
    for (left, device) in state.devices.iter_mut().zip(&program.devices) {
        *left = u8::try_from(device.times).ok()?;
    }
    let mut oracle = Oracle {
        program,
        code: &code,
        attached: &program.attached,
        rules,
        objects,
        traces,
        todo: vec![state],
        met: HashSet::default(),
        found: Foretold::default(),
        most,
    };
    while let Some(state) = oracle.todo.pop() {
        oracle.explore(state);
        if oracle.found.states > most {
            return None;
        }
    }
    Some(oracle.found)
}

impl Oracle<'_> {
    /// From here on, until it ends or was met before; what else may happen is to be done.
    fn explore(&mut self, mut state: State) {
        loop {
            if !self.is_moment(&state) {
                if !self.goes_on(&mut state, false) {
                    return;
                }
                continue;
            }
            self.found.states += 1;
            if self.found.states > self.most {
                return;
            }
            if state.asleep {
                if !self.wakes(&state) {
                    return self.sleep_on(&state);
                }
                (state.asleep, state.grace) = (false, 0);
            }
            self.could_come(&mut state);
            let pending = self.first_pending(&state);
            if self.others(&state, pending) {
                return;
            }
            if let Some(who) = pending {
                if self.may_be_late(&state) {
                    let mut late = state;
                    if self.goes_on(&mut late, true) {
                        self.todo.push(late);
                    }
                }
                let row = &mut state.top_mut().row;
                *row += 1;
                if *row > MOST_IN_A_ROW {
                    // AVR executes an instruction between two handlers.
                    let ended = state.depth == 0 && usize::from(state.top().at) == self.code.steps[0].len();
                    if self.rules.late != Some(0) && self.rules.cpu == Cpu::Avr && !ended {
                        state.grace = 1;
                        if !self.goes_on(&mut state, true) {
                            return;
                        }
                        continue;
                    }
                    self.found.ends.insert(End::Storm);
                    return;
                }
                let line = &mut state.lines[who as usize];
                line.pending = line.pending.saturating_sub(1);
                self.fire(&mut state, who);
                continue;
            }
            if !self.goes_on(&mut state, false) {
                return;
            }
        }
    }

    /// What may come by itself at this boundary is to be done, beside what goes on; `true` if the state was met before.
    fn others(&mut self, state: &State, pending: Option<Who>) -> bool {
        let late = pending.is_some() && self.may_be_late(state);
        let (devices, vectors) = (self.able(state), self.arrivals(state, pending));
        if !late && devices == 0 && vectors == 0 {
            return false;
        }
        if !self.met.insert(*state) {
            return true;
        }
        for device in (0..state.devices.len()).filter(|device| devices >> device & 1 == 1) {
            let mut next = *state;
            self.device(&mut next, device);
            self.todo.push(next);
        }
        for who in Who::VECTORS.into_iter().filter(|who| vectors >> *who as u8 & 1 == 1) {
            let mut next = *state;
            next.lines[who as usize].left -= 1;
            self.fire(&mut next, who);
            self.todo.push(next);
        }
        false
    }

    /// Whether the next step is one before which something may come. So is the end of a context.
    fn is_moment(&self, state: &State) -> bool {
        let frame = state.top();
        let code = &self.code.steps[frame.who as usize];
        match code.get(usize::from(frame.at)) {
            _ if state.asleep => true,
            Some(line) => line.step.is_moment(),
            None => true,
        }
    }

    /// The highest priority among the handlers that run or were preempted.
    fn running(&self, state: &State) -> u16 {
        state.handlers().iter().map(|f| self.rules.priority(f.who)).max().unwrap_or(0)
    }

    /// Whether it would be taken now if it came.
    fn may_come(&self, state: &State, who: Who) -> bool {
        let mine = self.rules.priority(who);
        let above =
            |other: u16| mine > other || (self.rules.is(Wrong::EqualPriorityPreempts) && mine == other);
        let held_off = if self.rules.nests() {
            state.handlers().iter().any(|f| f.who == who || !above(self.rules.priority(f.who)))
        } else {
            state.depth > 0
        };
        state.lines[who as usize].on && !state.all && mine > state.level.into() && !held_off
    }

    /// Those that pend and would be taken now.
    fn pending(&self, state: &State) -> impl Iterator<Item = Who> {
        self.attached
            .iter()
            .map(|(who, _)| *who)
            .filter(|who| state.lines[*who as usize].pends() && self.may_come(state, *who) && !state.shadow)
    }

    /// The same: a bit each.
    pub(super) fn those_pending(&self, state: &State) -> u8 {
        self.pending(state).fold(0, |all, who| all | 1 << who as u8)
    }

    pub(super) fn first_pending(&self, state: &State) -> Option<Who> {
        self.pending(state).max_by_key(|who| self.rules.rank(*who))
    }

    /// The vectors that may come by themselves, before the one that pends: a bit each.
    fn arrivals(&self, state: &State, pending: Option<Who>) -> u8 {
        let ended = state.depth == 0 && usize::from(state.top().at) == self.code.steps[0].len();
        if state.shadow || (self.rules.is(Wrong::NothingComesAfterMain) && ended) {
            return 0;
        }
        let may = self.attached.iter().map(|(who, _)| *who).filter(|&who| {
            let line = state.lines[who as usize];
            line.left > 0
                && self.may_come(state, who)
                && pending.is_none_or(|first| {
                    !self.rules.is(Wrong::UrgentComesAfterPending)
                        && !line.pends()
                        && self.rules.rank(who) > self.rules.rank(first)
                })
        });
        may.fold(0, |all, who| all | 1 << who as u8)
    }

    fn fire(&mut self, state: &mut State, who: Who) {
        self.found.fired.insert(who);
        state.grace = 0;
        state.waited &= !(1 << who as u8);
        state.depth += 1;
        let nested = usize::from(state.depth);
        let nested = if self.rules.is(Wrong::NestingIsTwoAtMost) { nested.min(2) } else { nested };
        self.found.deepest = self.found.deepest.max(nested);
        let before = *state.top();
        *state.top_mut() = Frame::new(who, state.all);
        self.goes_on_with(&before, state.top_mut());
        state.traces[who as usize] = self.traces.add(state.traces[who as usize], BEGINS);
        if !self.rules.cpu.is_cortex() && !self.rules.nests() {
            state.all = true;
        }
    }

    // ---- late ----

    /// Whether the next instruction may come before what pends is taken, be it a sleep, which that
    /// ends at once. Main's end waits for it.
    fn may_be_late(&self, state: &State) -> bool {
        let step = self.code.steps[state.top().who as usize].get(usize::from(state.top().at));
        let waits = match step {
            Some(line) => self.rules.is(Wrong::SleepWaits) && matches!(line.step, Step::Sleep(_)),
            None => state.depth == 0,
        };
        state.grace > 0 && !waits
    }

    /// The next step, though something pends if it's `late`.
    fn goes_on(&mut self, state: &mut State, late: bool) -> bool {
        if self.rules.late == Some(0) {
            return self.step(state);
        }
        let step = self.code.steps[state.top().who as usize].get(usize::from(state.top().at));
        let step = step.map(|line| line.step);
        let lets = match step {
            None => Lets::Returns,
            Some(step) => match step {
                Step::Read(..) | Step::Write(..) | Step::WriteMore(..) => Lets::Line,
                Step::Release | Step::Lower => Lets::Unmasks,
                // A bit in mie is a CSR's, in the NVIC or a peripheral memory.
                Step::Line(..) if self.rules.cpu == Cpu::RiscV => Lets::Unmasks,
                Step::On if self.rules.cpu == Cpu::Avr => Lets::Unmasks,
                step if !step.is_moment() => return self.step(state),
                Step::On | Step::Enable(_) | Step::Disable(_) | Step::Pause(_) | Step::Resume(_) => {
                    Lets::Barrier
                }
                _ => Lets::Request,
            },
        };
        // The end of a section, or of a handler, isn't one of those that count.
        let counts =
            lets != Lets::Returns && step.is_some_and(|step| !matches!(step, Step::Release | Step::Lower));
        if late && counts {
            state.grace -= 1;
            state.waited |= self.those_pending(state);
        }
        let before = if lets == Lets::Returns { 0 } else { self.those_pending(state) };
        let goes_on = self.step(state);
        // What hardware does lets it in there.
        if goes_on && lets != Lets::Line {
            self.lets_in(before, state, lets);
        }
        goes_on
    }

    /// Something was done that may let in what pends; `before` is what would have been taken
    /// before, a bit each. No line waits longer because another one does.
    pub(super) fn lets_in(&self, before: u8, state: &mut State, lets: Lets) {
        let now = self.those_pending(state);
        let came = now & !before;
        let waited = came & state.waited != 0 && !self.rules.is(Wrong::WhatWaitedWaitsAgain);
        // What waited once is taken now, and what is more urgent before it; but behind a handler of
        // AVR an instruction runs.
        let late = if waited && lets != Lets::Returns { 0 } else { self.rules.late(lets) };
        if now == 0 || lets == Lets::Barrier {
            state.grace = 0;
        } else if now == came {
            state.grace = late;
        } else if came != 0 && !self.rules.is(Wrong::WaitsAsLongAsAnother) {
            state.grace = state.grace.min(late);
        }
    }

    // ---- sleep ----

    /// Whether its interrupt would wake main, be it masked or not.
    fn can_wake(&self, state: &State, who: Who) -> bool {
        let mut awake = *state;
        if self.rules.cpu != Cpu::Avr && !self.rules.is(Wrong::WfiNeedsUnmasked) {
            awake.all = false;
        }
        self.may_come(&awake, who)
    }

    /// The program's own sleep may, once in a schedule; one in a loop of this crate's shows nothing by it.
    fn may_wake_for_no_reason(&self, state: &State) -> bool {
        let step = self.code.steps[0][usize::from(state.top().at) - 1].step;
        let may = self.rules.cpu != Cpu::Avr && !self.rules.is(Wrong::OnlyInterruptsWake);
        may && !state.spurious && matches!(step, Step::Sleep(true))
    }

    fn wakes(&self, state: &State) -> bool {
        self.attached.iter().any(|(who, _)| state.lines[*who as usize].pends() && self.can_wake(state, *who))
    }

    /// Nothing pends that could wake main: something has to come.
    fn sleep_on(&mut self, state: &State) {
        if !self.met.insert(*state) {
            return;
        }
        let mut sleeps_on = true;
        for (who, _) in self.attached {
            if state.lines[*who as usize].left > 0 && self.can_wake(state, *who) {
                let mut next = *state;
                next.lines[*who as usize].left -= 1;
                next.lines[*who as usize].pending = 1;
                sleeps_on = false;
                self.todo.push(next);
            }
        }
        let devices = if self.rules.is(Wrong::DevicesSleepToo) { 0 } else { self.able(state) };
        for device in (0..state.devices.len()).filter(|device| devices >> device & 1 == 1) {
            let mut next = *state;
            self.device(&mut next, device);
            sleeps_on = false;
            self.todo.push(next);
        }
        if !sleeps_on && self.may_wake_for_no_reason(state) {
            let mut next = *state;
            (next.asleep, next.grace, next.spurious) = (false, 0, true);
            self.todo.push(next);
        }
        if sleeps_on {
            self.found.ends.insert(End::Asleep);
        }
    }
}
