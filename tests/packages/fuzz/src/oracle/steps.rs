//! What each step does to the state.

use super::code::{Does, EVENT, OPTIONS, Place, Step, Touch, of_reg};
use super::rules::Wrong;
use super::state::{Frame, State};
use super::{End, Oracle};
use crate::outcome::{FINALS, NOTHING, Outcome, TORN};
use crate::program::{Cpu, Who};

/// All is masked, in what a section saves.
const ALL: u16 = 256;

fn add(value: u16, more: u8) -> u16 {
    u16::from(u8::try_from(value).unwrap_or(0).wrapping_add(more))
}

impl Oracle<'_> {
    /// The next step; `false` if the schedule ends.
    pub(super) fn step(&mut self, state: &mut State) -> bool {
        let who = state.top().who;
        let Some(line) = self.code.steps[who as usize].get(usize::from(state.top().at)).copied() else {
            return self.ends(state);
        };
        let top = state.top_mut();
        top.at += 1;
        if line.step.is_moment() {
            // `sei` isn't the last instruction any more.
            state.shadow = false;
            state.top_mut().row = 0;
            state.top_mut().began = true;
        }
        match line.step {
            Step::WantsOn if state.all => {
                self.found.ends.insert(End::Panic);
                return false;
            }
            Step::WantsOff(line) if state.lines[line as usize].on => {
                self.found.ends.insert(End::Panic);
                return false;
            }
            Step::Any(list) => {
                let values = &self.code.inputs[list];
                for value in &values[1..] {
                    let mut next = *state;
                    self.see(&mut next, (*value).into());
                    self.todo.push(next);
                }
                self.see(state, values[0].into());
            }
            Step::Access(place, n, touch, does) => {
                if n > 0 {
                    self.count(state, n);
                }
                let before = state.cells[place];
                self.accesses(state, place, does);
                // A value that isn't there is looked for all the same.
                if matches!(does, Does::Fetch(_)) && before == NOTHING {
                    self.note(state, place, line.op, false);
                }
                let written = match touch {
                    Touch::Not => return true,
                    Touch::Read => false,
                    Touch::Write => true,
                    Touch::Lent => state.cells[place] != before,
                };
                self.note(state, place, line.op, written);
            }
            Step::Back(place, more) => {
                let read = state.top_mut().read.pop();
                self.back(state, place, add(read, more), line.op);
            }
            Step::BackTwo(one, two, more) => {
                let (of_two, of_one) = (state.top_mut().read.pop(), state.top_mut().read.pop());
                self.back(state, one, of_two, line.op);
                self.back(state, two, add(of_one, more), line.op);
            }
            Step::Read(reg, keeps) => {
                self.count(state, 1);
                let place = of_reg(reg);
                self.note(state, place, line.op, false);
                let held = state.cells[place];
                self.reacts(state, reg, false, u8::try_from(held).expect("a byte"));
                self.see(state, held);
                if keeps {
                    state.top_mut().read.push(held);
                }
            }
            Step::Write(reg, value) => {
                let value = value.with(state.top().last);
                self.writes(state, reg, value, line.op);
            }
            Step::WriteMore(reg, more) => {
                let value = add(state.top_mut().read.pop(), more);
                self.writes(state, reg, u8::try_from(value).expect("a byte"), line.op);
            }
            Step::IsOn => {
                let on = u16::from(!state.all);
                self.see(state, on);
            }
            Step::SeeOr(to) => match state.top_mut().read.pop() {
                NOTHING => jump(state.top_mut(), to),
                value => self.see(state, value),
            },
            Step::If(to) => {
                if state.top_mut().read.pop() == NOTHING {
                    jump(state.top_mut(), to);
                }
            }
            Step::IfEven(to) => {
                if state.top().last.is_multiple_of(2) {
                    jump(state.top_mut(), to);
                }
            }
            Step::Goto(to) => jump(state.top_mut(), to),
            Step::Sleep(_) => state.asleep = true,
            Step::WantsOn | Step::WantsOff(_) => {}
            Step::PauseLooks(line, to) => {
                if !state.lines[line as usize].on {
                    jump(state.top_mut(), to);
                }
            }
            Step::ResumeLooks(line, to) => {
                if !state.lines[line as usize].paused && !self.rules.is(Wrong::ResumeSwitchesOn) {
                    jump(state.top_mut(), to);
                }
            }
            Step::Pend(line) => {
                self.pend(state, line);
                self.could_come(state);
            }
            Step::Pends(line) => {
                self.came(state, line, |oracle, state| {
                    let pends = oracle.shows(state, line);
                    oracle.see(state, pends.into());
                });
            }
            Step::Clear(line) => self.came(state, line, |oracle, state| oracle.clear(state, line)),
            Step::Hold(line) => {
                self.hold(state, line);
                self.could_come(state);
            }
            Step::LetGo(line) => {
                self.let_go(state, line);
                self.could_come(state);
            }
            Step::Line(..) | Step::Enable(_) | Step::Disable(_) | Step::Pause(_) | Step::Resume(_) => {
                self.switches(state, line.step);
                self.could_come(state);
            }
            Step::Acquire | Step::Release | Step::Raise(_) | Step::Lower | Step::On | Step::Off => {
                self.masks(state, line.step);
                self.could_come(state);
            }
        }
        true
    }

    /// The program looks at what pends, or clears it: what may come by itself, and can't be taken
    /// now, may have come by then.
    fn came(&mut self, state: &mut State, who: Who, does: impl Fn(&mut Self, &mut State)) {
        let line = state.lines[who as usize];
        let comes = line.left > 0 && !line.pends() && !self.may_come(state, who);
        if comes && !self.rules.is(Wrong::WhatIsMaskedComesLater) {
            let mut next = *state;
            next.lines[who as usize].left -= 1;
            next.lines[who as usize].pending = 1;
            does(self, &mut next);
            self.todo.push(next);
        }
        does(self, state);
    }

    fn ends(&mut self, state: &mut State) -> bool {
        if state.depth > 0 {
            let (before, who) = (state.top().before, state.top().who);
            self.struck(state);
            let run = *state.top();
            *state.top_mut() = Frame::new(Who::Main, false);
            self.goes_on_with(&run, state.top_mut());
            state.depth -= 1;
            if !self.rules.cpu.is_cortex() && !self.rules.is(Wrong::RetiKeepsMasked)
                || self.rules.is(Wrong::HandlerRestoresPrimask)
            {
                state.all = before;
            }
            self.served(state, who);
            return true;
        }
        let finals: [u16; FINALS.len()] = state.cells[..FINALS.len()].try_into().expect("the first");
        self.found.outcomes.insert(Outcome { traces: state.traces, finals });
        false
    }

    fn see(&mut self, state: &mut State, value: u16) {
        let who = state.top().who as usize;
        state.traces[who] = self.traces.add(state.traces[who], value);
        if value < NOTHING {
            state.top_mut().last = u8::try_from(value).expect("below 256");
        }
    }

    fn writes(&mut self, state: &mut State, reg: crate::program::Reg, value: u8, op: u8) {
        self.count(state, 1);
        self.note(state, of_reg(reg), op, true);
        if self.rules.is(Wrong::WritingGoesFirst) {
            state.cells[of_reg(reg)] = value.into();
        }
        self.reacts(state, reg, true, value);
        state.cells[of_reg(reg)] = value.into();
    }

    /// What was lent comes back.
    fn back(&mut self, state: &mut State, place: Place, value: u16, op: u8) {
        let written = state.cells[place] != value;
        state.cells[place] = value;
        self.note(state, place, op, written);
    }

    fn accesses(&mut self, state: &mut State, place: Place, does: Does) {
        let held = state.cells[place];
        let last = state.top().last;
        let is_option = OPTIONS.contains(&place);
        let none = if is_option { NOTHING } else { 0 };
        let pushed = if held == none { NOTHING } else { held };
        match does {
            Does::Nothing => {}
            Does::See => self.see(state, held),
            Does::SeeIs => self.see(state, u16::from(held != none)),
            Does::Write(value) => {
                let keeps = self.rules.is(Wrong::SignalKeepsTheFirst) && place == EVENT + 1;
                if !keeps || held == NOTHING {
                    state.cells[place] = value.with(last).into();
                }
            }
            Does::Tear => state.cells[place] = TORN,
            Does::Swap(value) => {
                state.cells[place] = value.with(last).into();
                self.see(state, held);
            }
            Does::Take => {
                state.cells[place] = none;
                self.see(state, held);
            }
            Does::Clear => state.cells[place] = none,
            Does::Count => {
                let most = if self.rules.is(Wrong::EventCountsToOne) { 1 } else { 250 };
                state.cells[place] = (held + 1).min(most);
            }
            Does::Fetch(end) => {
                self.see(state, held);
                if held == NOTHING {
                    jump(state.top_mut(), end);
                } else {
                    state.top_mut().read.push(held);
                }
            }
            Does::Store(more) => {
                state.cells[place] = add(state.top_mut().read.pop(), more);
            }
            Does::Push => state.top_mut().read.push(pushed),
            Does::PushTake => {
                state.top_mut().read.push(pushed);
                state.cells[place] = none;
            }
            Does::PushSet => {
                state.top_mut().read.push(pushed);
                state.cells[place] = 1;
            }
            Does::SetIfNothing => {
                if state.top().read.top() == NOTHING {
                    state.cells[place] = 1;
                }
            }
            Does::PushOdd => state.top_mut().read.push(if held % 2 == 1 { held } else { NOTHING }),
        }
    }

    fn masks(&mut self, state: &mut State, step: Step) {
        let before = (state.all, state.level);
        let saved = state.level as u16 | if state.all { ALL } else { 0 };
        match step {
            Step::Acquire => {
                state.top_mut().saved.push(saved);
                state.all = true;
            }
            Step::Release => {
                let saved = state.top_mut().saved.pop();
                state.all = saved & ALL != 0 && !self.rules.is(Wrong::ReleaseEnables);
            }
            Step::Raise(level) => {
                state.top_mut().saved.push(saved);
                state.level = state.level.max(level);
            }
            Step::Lower => {
                let saved = state.top_mut().saved.pop();
                let level = u8::try_from(saved & !ALL).expect("a level");
                state.level = if self.rules.is(Wrong::ReleaseEnables) { 0 } else { level };
            }
            Step::On => {
                state.all = false;
                state.shadow = self.rules.cpu == Cpu::Avr
                    && !self.rules.is(Wrong::SeiHasNoShadow)
                    && self.sleeps_next(state.top());
            }
            _ => state.all = true,
        }
        self.masks_changed(before, state);
    }

    fn switches(&mut self, state: &mut State, step: Step) {
        let (who, on) = match step {
            Step::Line(who, on) => (who, on),
            Step::Enable(who) => (who, true),
            Step::Disable(who) => {
                state.lines[who as usize].paused = false;
                (who, false)
            }
            Step::Pause(who) => {
                state.lines[who as usize].paused = true;
                (who, false)
            }
            Step::Resume(who) => {
                state.lines[who as usize].paused = false;
                (who, true)
            }
            _ => unreachable!("it switches no line"),
        };
        let line = &mut state.lines[who as usize];
        line.on = on;
        if !on && self.rules.is(Wrong::SwitchedOffIsForgotten) {
            line.pending = 0;
        }
    }

    /// Whether nothing but jumps stands between here and a sleep.
    fn sleeps_next(&self, frame: &Frame) -> bool {
        let code = &self.code.steps[frame.who as usize];
        let mut at = usize::from(frame.at);
        loop {
            match code.get(at).map(|line| line.step) {
                Some(Step::Sleep(_)) => return true,
                Some(Step::Goto(to)) => at = to,
                Some(Step::IfEven(to)) => at = if frame.last.is_multiple_of(2) { to } else { at + 1 },
                _ => return false,
            }
        }
    }
}

fn jump(frame: &mut Frame, to: usize) {
    frame.at = u16::try_from(to).expect("few steps");
}
