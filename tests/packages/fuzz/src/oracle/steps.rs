//! What each step does to the state.

use super::code::{EVENT, Step};
use super::rules::Wrong;
use super::{End, Frame, Oracle, State};
use crate::program::{FINALS, NOTHING, Outcome, TORN};

impl Oracle<'_> {
    /// The next step; `None` if the schedule ends.
    pub(super) fn step(&mut self, mut state: State) -> Option<State> {
        let frame = state.frames.last().expect("main");
        let who = frame.who;
        let Some(step) = self.code[who as usize].get(frame.at).copied() else {
            return self.ends(state);
        };
        let shadow = std::mem::take(&mut state.shadow);
        state.frames.last_mut().expect("main").at += 1;
        match step {
            // No instructions of interest: `sei` stays the last.
            Step::IfEven(to) => {
                let frame = state.frames.last_mut().expect("main");
                if frame.last.is_multiple_of(2) {
                    frame.at = to;
                }
                state.shadow = shadow;
            }
            Step::Goto(to) => {
                state.frames.last_mut().expect("main").at = to;
                state.shadow = shadow;
            }
            Step::WantsOn if state.all => {
                self.found.ends.insert(End::Panic);
                return None;
            }
            Step::WantsOn => state.shadow = shadow,
            Step::Enable(line) if self.rules.cpu.is_cortex() && state.lines[line as usize].on => {
                self.found.ends.insert(End::Panic);
                return None;
            }
            Step::Sleep => state.asleep = true,
            _ => self.does(&mut state, step),
        }
        Some(state)
    }

    fn ends(&mut self, mut state: State) -> Option<State> {
        if state.frames.len() > 1 {
            let frame = state.frames.pop().expect("a handler");
            if !self.rules.cpu.is_cortex() && !self.rules.is(Wrong::RetiKeepsMasked)
                || self.rules.is(Wrong::HandlerRestoresPrimask)
            {
                state.all = frame.before;
            }
            return Some(state);
        }
        let finals: [u16; FINALS.len()] = state.cells[..FINALS.len()].try_into().expect("the first");
        self.found.outcomes.insert(Outcome { traces: state.traces, finals });
        None
    }

    fn does(&self, state: &mut State, step: Step) {
        let State { cells, frames, traces, lines, .. } = state;
        let frame = frames.last_mut().expect("main");
        let trace = &mut traces[frame.who as usize];
        let mut see = |frame: &mut Frame, value: u16| {
            trace.push(value);
            if value < NOTHING {
                frame.last = u8::try_from(value).expect("below 256");
            }
        };
        let add = |value: u16, more: u8| u16::from(u8::try_from(value).unwrap_or(0).wrapping_add(more));
        match step {
            Step::Read(place) => see(frame, cells[place]),
            Step::Look(place) => {
                see(frame, u16::from(cells[place] != NOTHING && (place != EVENT || cells[place] > 0)))
            }
            Step::Write(place, value) => {
                let keeps = self.rules.is(Wrong::SignalKeepsTheFirst) && place == EVENT + 1;
                if !keeps || cells[place] == NOTHING {
                    cells[place] = value.with(frame.last).into();
                }
            }
            Step::Tear(place) => cells[place] = TORN,
            Step::Swap(place, value) => {
                let old = std::mem::replace(&mut cells[place], value.with(frame.last).into());
                see(frame, old);
            }
            Step::Take(place) => see(frame, std::mem::replace(&mut cells[place], NOTHING)),
            Step::Clear(place) => cells[place] = NOTHING,
            Step::Count => {
                let most = if self.rules.is(Wrong::EventCountsToOne) { 1 } else { 250 };
                cells[EVENT] = (cells[EVENT] + 1).min(most);
            }
            Step::Fetch(place, end) => {
                see(frame, cells[place]);
                if cells[place] == NOTHING {
                    frame.at = end;
                } else {
                    frame.read.push(cells[place]);
                }
            }
            Step::Store(place, more) => cells[place] = add(frame.read.pop().expect("fetched"), more),
            Step::FetchTwo(one, two) => {
                see(frame, cells[one]);
                see(frame, cells[two]);
                frame.read.extend([cells[one], cells[two]]);
            }
            Step::StoreTwo(one, two, more) => {
                cells[one] = frame.read.pop().expect("fetched");
                cells[two] = add(frame.read.pop().expect("fetched"), more);
            }
            Step::Acquire => {
                frame.saved.push((state.all, state.level));
                state.all = true;
            }
            Step::Release => {
                let (all, _) = frame.saved.pop().expect("acquired");
                state.all = all && !self.rules.is(Wrong::ReleaseEnables);
            }
            Step::Raise(level) => {
                frame.saved.push((state.all, state.level));
                state.level = state.level.max(level);
            }
            Step::Lower => {
                let (_, level) = frame.saved.pop().expect("raised");
                state.level = if self.rules.is(Wrong::ReleaseEnables) { 0 } else { level };
            }
            Step::On => {
                state.all = false;
                state.shadow = self.rules.cpu == crate::program::Cpu::Avr
                    && !self.rules.is(Wrong::SeiHasNoShadow)
                    && self.sleeps_next(frame);
            }
            Step::Off => state.all = true,
            Step::IsOn => see(frame, u16::from(!state.all)),
            Step::Line(line, on) => {
                lines[line as usize].on = on;
                if !on && self.rules.is(Wrong::SwitchedOffIsForgotten) {
                    lines[line as usize].pending = 0;
                }
            }
            Step::Enable(line) => lines[line as usize].on = true,
            Step::Pend(line) => {
                let pending = &mut lines[line as usize].pending;
                *pending = if self.rules.is(Wrong::PendingCounts) { *pending + 1 } else { 1 };
                if self.rules.is(Wrong::PendingIsLostWhileMasked) && state.all {
                    lines[line as usize].pending = 0;
                }
            }
            Step::TakeEventOr(to) => {
                if cells[EVENT] == 0 {
                    frame.at = to;
                } else {
                    see(frame, std::mem::take(&mut cells[EVENT]));
                }
            }
            Step::IfEven(_) | Step::Goto(_) | Step::WantsOn | Step::Sleep => unreachable!("done by `step`"),
        }
    }

    /// Whether nothing but jumps stands between here and a sleep.
    fn sleeps_next(&self, frame: &Frame) -> bool {
        let code = &self.code[frame.who as usize];
        let mut at = frame.at;
        loop {
            match code.get(at) {
                Some(Step::Sleep) => return true,
                Some(Step::Goto(to)) => at = *to,
                Some(Step::IfEven(to)) => at = if frame.last.is_multiple_of(2) { *to } else { at + 1 },
                _ => return false,
            }
        }
    }
}
