//! Programs as flat code: what happens as one, and where blocks begin and end.

use super::rules::{Rules, Wrong};
use crate::program::{FINALS, Moved, Op, PAIRS, Program, Shared, Value, Var, Who};

/// Where a value is: an index of the state's cells. The first are those of `FINALS`.
pub type Place = usize;
const SLOT: Place = 5;
pub const EVENT: Place = FINALS.len();
const SIGNAL: Place = FINALS.len() + 1;
pub const PLACES: usize = FINALS.len() + 2;
/// Those that may hold nothing, and do at first.
pub const OPTIONS: [Place; 4] = [SLOT, 12, 13, SIGNAL];

fn of(cell: Shared) -> Place {
    6 + cell as usize
}

fn of_moved(moved: Moved) -> Place {
    12 + moved as usize
}

/// One step: nothing comes between its parts.
#[derive(Debug, Clone, Copy)]
pub enum Step {
    /// Reads, and writes it down.
    Read(Place),
    /// Whether something is there.
    Look(Place),
    Write(Place, Value),
    /// Half of it is written.
    Tear(Place),
    /// Takes what was there, and writes it down.
    Swap(Place, Value),
    Take(Place),
    /// Without writing it down.
    Clear(Place),
    Count,
    /// Reads for a block, or goes to its end if there is nothing.
    Fetch(Place, usize),
    /// The end of the block: what was read, and so much more.
    Store(Place, u8),
    FetchTwo(Place, Place),
    /// Exchanged.
    StoreTwo(Place, Place, u8),
    Acquire,
    Release,
    /// Up to a priority.
    Raise(u16),
    Lower,
    On,
    Off,
    IsOn,
    Line(Who, bool),
    /// `V::enable`: refuses one that is on.
    Enable(Who),
    Pend(Who),
    Sleep,
    /// `sleep_until` wants interrupts on.
    WantsOn,
    /// Goes there if nothing happened, or takes how often.
    TakeEventOr(usize),
    /// Goes there if `last` is even.
    IfEven(usize),
    Goto(usize),
}

struct Compiler {
    rules: Rules,
    who: Who,
    steps: Vec<Step>,
}

pub fn compile(program: &Program, rules: Rules) -> [Vec<Step>; 6] {
    Who::ALL.map(|who| {
        let mut compiler = Compiler { rules, who, steps: Vec::new() };
        compiler.all(&program.code[who as usize]);
        compiler.steps
    })
}

impl Compiler {
    fn all(&mut self, ops: &[Op]) {
        ops.iter().for_each(|op| self.op(op));
    }

    fn add(&mut self, step: Step) {
        self.steps.push(step);
    }

    /// Between two steps that a wrong rule parts.
    fn if_not(&mut self, wrong: Wrong, step: Step) {
        if !self.rules.is(wrong) {
            self.add(step);
        }
    }

    fn section(&mut self, wrong: Wrong, does: impl FnOnce(&mut Self)) {
        self.if_not(wrong, Step::Acquire);
        does(self);
        self.if_not(wrong, Step::Release);
    }

    /// A block between reading and writing, which isn't run if there is nothing.
    fn block(&mut self, place: Place, more: u8, ops: &[Op]) {
        let fetch = self.steps.len();
        self.add(Step::Fetch(place, 0));
        self.all(ops);
        self.add(Step::Store(place, more));
        self.steps[fetch] = Step::Fetch(place, self.steps.len());
    }

    fn lock(&mut self, ceiling: u16, does: impl FnOnce(&mut Self)) {
        let masks = self.rules.priority(self.who) < ceiling && !self.rules.is(Wrong::LockMasksNothing);
        match self.rules.level(ceiling) {
            _ if !masks => does(self),
            None => self.section(Wrong::LockMasksNothing, does),
            Some(level) => {
                self.add(Step::Raise(level));
                does(self);
                self.add(Step::Lower);
            }
        }
    }

    fn set(&mut self, var: Var, value: Value) {
        let place = var as Place;
        let tears = self.rules.is(Wrong::WideTears) && matches!(var, Var::Wide | Var::Odd)
            || self.rules.is(Wrong::WordTearsOnAvr)
                && self.rules.cpu == crate::program::Cpu::Avr
                && var == Var::Word;
        if tears {
            self.add(Step::Tear(place));
        }
        self.add(Step::Write(place, value));
    }

    fn op(&mut self, op: &Op) {
        match op {
            Op::Get(var, _) => self.add(Step::Read(*var as Place)),
            Op::Set(var, _, value) => self.set(*var, *value),
            Op::Swap(var, _, value) => {
                let place = *var as Place;
                if self.rules.is(Wrong::ReplaceHasGap) {
                    self.add(Step::Read(place));
                    self.add(Step::Write(place, *value));
                } else {
                    self.add(Step::Swap(place, *value));
                }
            }
            Op::Update(var, _, more, ops) => {
                let wrong = if *var == Var::Cell { Wrong::CellHasGap } else { Wrong::UpdateHasGap };
                self.section(wrong, |c| c.block(*var as Place, *more, ops));
            }
            Op::CellTake => self.add(Step::Swap(Var::Cell as Place, Value::Is(0))),
            Op::SlotPut(value) => self.add(Step::Swap(SLOT, *value)),
            Op::SlotTake => self.add(Step::Take(SLOT)),
            Op::SlotWith(more, ops) => self.section(Wrong::SlotHasGap, |c| c.block(SLOT, *more, ops)),
            Op::EventSet => self.add(Step::Count),
            Op::EventTake if self.rules.is(Wrong::EventTakeLeaves) => self.add(Step::Read(EVENT)),
            Op::EventTake => self.add(Step::Swap(EVENT, Value::Is(0))),
            Op::EventIs => self.add(Step::Look(EVENT)),
            Op::Signal(value) => self.add(Step::Write(SIGNAL, *value)),
            Op::SignalTake => self.add(Step::Take(SIGNAL)),
            Op::SignalIs => self.add(Step::Look(SIGNAL)),
            Op::SignalReset => self.add(Step::Clear(SIGNAL)),
            Op::Lock(cell, more, ops) => {
                self.lock(self.rules.ceiling(*cell), |c| c.block(of(*cell), *more, ops));
            }
            Op::LockIn(cell, more, ops) | Op::Own(cell, more, ops) => self.block(of(*cell), *more, ops),
            Op::LockTwo(pair, more, ops) => {
                let (one, two) = PAIRS[*pair];
                self.lock(self.rules.ceiling(one).max(self.rules.ceiling(two)), |c| {
                    c.add(Step::FetchTwo(of(one), of(two)));
                    c.all(ops);
                    c.add(Step::StoreTwo(of(one), of(two), *more));
                });
            }
            Op::Put(moved, _) if self.rules.is(Wrong::PutIsLost) => self.add(Step::Read(of_moved(*moved))),
            Op::Put(moved, value) => self.add(Step::Swap(of_moved(*moved), *value)),
            Op::MovedTake(moved) if self.rules.is(Wrong::MovedTakeLeaves) => {
                self.add(Step::Read(of_moved(*moved)));
            }
            Op::MovedTake(moved) => self.add(Step::Take(of_moved(*moved))),
            Op::MovedWith(moved, more, ops) => {
                let ceiling = self.rules.priority(moved.owner());
                self.lock(ceiling, |c| c.block(of_moved(*moved), *more, ops));
            }
            Op::OwnMoved(moved, more) => self.block(of_moved(*moved), *more, &[]),
            Op::Free(ops) | Op::Section(ops) => self.section(Wrong::SectionMasksNothing, |c| c.all(ops)),
            Op::On if self.who == Who::Main || self.rules.cpu.is_cortex() => self.add(Step::On),
            Op::On => {}
            Op::Off => self.add(Step::Off),
            Op::IsOn => self.add(Step::IsOn),
            Op::LineOn(who) => self.add(Step::Line(*who, true)),
            Op::LineOff(who) | Op::Disable(who) => self.add(Step::Line(*who, false)),
            Op::Enable(who) => self.add(Step::Enable(*who)),
            Op::Pend(who) => self.add(Step::Pend(*who)),
            Op::Sleep => self.add(Step::Sleep),
            Op::Await => self.wait(),
            Op::If(odd, even) => {
                let branch = self.steps.len();
                self.add(Step::IfEven(0));
                self.all(odd);
                let end = self.steps.len();
                self.add(Step::Goto(0));
                self.steps[branch] = Step::IfEven(self.steps.len());
                self.all(even);
                self.steps[end] = Step::Goto(self.steps.len());
            }
        }
    }

    /// `sleep_until`: looks with interrupts off; then sleeps, and turns them on, as the CPU has it without a gap.
    fn wait(&mut self) {
        self.add(Step::WantsOn);
        let begin = self.steps.len();
        self.add(Step::Off);
        self.add(Step::TakeEventOr(begin + 4));
        self.add(Step::On);
        self.add(Step::Goto(begin + 7));
        let avr = self.rules.cpu == crate::program::Cpu::Avr;
        self.add(if avr { Step::On } else { Step::Sleep });
        self.add(if avr { Step::Sleep } else { Step::On });
        self.add(Step::Goto(begin));
    }
}
