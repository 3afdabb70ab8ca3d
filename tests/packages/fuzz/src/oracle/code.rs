//! Programs as flat code: instruction by instruction, as the cells' pages say what each is made of: which section or lock, how many accesses.

use super::rules::{Rules, Wrong};
use crate::outcome::FINALS;
use crate::program::{At, Cpu, Moved, Op, PAIRS, Program, Reg, Shared, Value, Var, Who};

/// Where a value is: an index of the state's cells. The first are those of `FINALS`.
pub type Place = usize;
const SLOT: Place = 5;
pub const EVENT: Place = FINALS.len();
const SIGNAL: Place = EVENT + 1;
const EVENT_WAKER: Place = EVENT + 2;
const SIGNAL_WAKER: Place = EVENT + 3;
const WAKER: Place = EVENT + 4;
/// The flag that an executor's waker sets.
const WOKEN: Place = EVENT + 5;
/// Nobody writes it.
const LOOKED: Place = EVENT + 6;
pub const PLACES: usize = EVENT + 7;
/// Those that may hold nothing, and do at first.
pub const OPTIONS: [Place; 4] = [SLOT, 12, 13, SIGNAL];

fn of(cell: Shared) -> Place {
    6 + cell as usize
}

fn of_moved(moved: Moved) -> Place {
    12 + moved as usize
}

pub fn of_reg(reg: Reg) -> Place {
    14 + reg as usize
}

/// What an access is to someone who looks whether accesses are atomic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touch {
    /// Nothing: the cell synchronises, or it counts when the value comes back.
    Not,
    Read,
    Write,
    /// The value is lent, and comes back at once: a write if it changed.
    Lent,
}

/// What an access does.
#[derive(Debug, Clone, Copy)]
pub enum Does {
    Nothing,
    /// Writes down what is there.
    See,
    /// Whether something is there.
    SeeIs,
    Write(Value),
    Tear,
    /// Writes down what was there.
    Swap(Value),
    Take,
    /// Without writing it down.
    Clear,
    Count,
    /// For a block: reads, or goes to its end if there is nothing.
    Fetch(usize),
    /// The end of a block: what was read, and so much more.
    Store(u8),
    /// Without writing it down: for a step that looks at it. 0 is nothing, but where nothing has a value of its own.
    Push,
    /// And leaves nothing there.
    PushTake,
    /// And registers there.
    PushSet,
    /// Registers if what was pushed is nothing.
    SetIfNothing,
    /// Pushes what is there if it is odd, and else nothing.
    PushOdd,
}

/// One instruction, or something between two.
#[derive(Debug, Clone, Copy)]
pub enum Step {
    /// So many accesses, of which nothing parts one from the next; 0 is part of the access before.
    Access(Place, u8, Touch, Does),
    Read(Reg, bool),
    Write(Reg, Value),
    /// What `Read(_, true)` kept, and so much more.
    WriteMore(Reg, u8),
    /// The end of a block whose value was lent.
    Back(Place, u8),
    /// Two, exchanged.
    BackTwo(Place, Place, u8),
    Acquire,
    Release,
    /// Up to a priority.
    Raise(u8),
    Lower,
    On,
    Off,
    IsOn,
    /// `sleep_until` wants interrupts on.
    WantsOn,
    /// `V::enable` refuses one that is on.
    WantsOff(Who),
    Line(Who, bool),
    Enable(Who),
    Disable(Who),
    /// `V::pause` looks whether the line is on, and goes there if not; then it turns it off.
    PauseLooks(Who, usize),
    Pause(Who),
    /// `V::resume` looks whether it was that.
    ResumeLooks(Who, usize),
    Resume(Who),
    Pend(Who),
    Pends(Who),
    Clear(Who),
    Hold(Who),
    LetGo(Who),
    /// `true` where it is the program's own, which may end for no reason.
    Sleep(bool),
    /// An input: of the list with this number.
    Any(usize),
    /// Goes there if what was pushed is nothing, and else writes it down.
    SeeOr(usize),
    /// Goes there if what was pushed is nothing.
    If(usize),
    /// Goes there if `last` is even.
    IfEven(usize),
    Goto(usize),
}

impl Step {
    /// Whether it is an instruction of interest: a moment for what comes is before it.
    pub fn is_moment(self) -> bool {
        match self {
            Self::Access(_, n, ..) => n > 0,
            Self::Back(..)
            | Self::BackTwo(..)
            | Self::IsOn
            | Self::Any(_)
            | Self::SeeOr(_)
            | Self::If(_)
            | Self::IfEven(_)
            | Self::Goto(_) => false,
            _ => true,
        }
    }
}

/// A step, and the operation that it is part of; `NONE` where that has no line of its own.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    pub op: u8,
    pub step: Step,
}

pub const NONE: u8 = u8::MAX;

pub struct Code {
    pub steps: [Vec<Line>; 6],
    pub inputs: Vec<Vec<u8>>,
    /// By operation: whose it is.
    pub whose: Vec<Who>,
}

impl Code {
    /// The places that accesses touch of which someone takes note; some more than once.
    pub fn objects(&self) -> impl Iterator<Item = Place> {
        self.steps.iter().flatten().flat_map(|line| {
            let (one, two) = match line.step {
                Step::Access(place, _, touch, _) if touch != Touch::Not && place != LOOKED => {
                    (Some(place), None)
                }
                Step::Read(reg, _) | Step::Write(reg, _) => (Some(of_reg(reg)), None),
                Step::Back(place, _) => (Some(place), None),
                Step::BackTwo(one, two, _) => (Some(one), Some(two)),
                _ => (None, None),
            };
            one.into_iter().chain(two)
        })
    }
}

struct Compiler<'a> {
    rules: Rules,
    who: Who,
    op: u8,
    /// In a section that there is a token of.
    token: bool,
    steps: Vec<Line>,
    inputs: &'a mut Vec<Vec<u8>>,
}

pub fn compile(program: &Program, rules: Rules) -> Code {
    let mut inputs = Vec::new();
    let steps = Who::ALL.map(|who| {
        let mut compiler =
            Compiler { rules, who, op: NONE, token: false, steps: Vec::new(), inputs: &mut inputs };
        compiler.all(&program.code[who as usize]);
        compiler.steps
    });
    let mut whose = Vec::new();
    for (who, line) in
        Who::ALL.into_iter().flat_map(|who| steps[who as usize].iter().map(move |line| (who, line)))
    {
        if line.op != NONE {
            whose.resize(whose.len().max(usize::from(line.op) + 1), Who::Main);
            whose[usize::from(line.op)] = who;
        }
    }
    Code { steps, inputs, whose }
}

/// In bytes.
fn size(var: Var) -> u8 {
    [1, 4, 8, 3, 1][var as usize]
}

impl Compiler<'_> {
    fn all(&mut self, ops: &[At]) {
        for at in ops {
            let around = std::mem::replace(&mut self.op, at.id);
            self.op(&at.op);
            self.op = around;
        }
    }

    fn add(&mut self, step: Step) {
        self.steps.push(Line { op: self.op, step });
    }

    fn access(&mut self, place: Place, touch: Touch, does: Does) {
        self.add(Step::Access(place, 1, touch, does));
    }

    fn is_avr(&self) -> bool {
        self.rules.cpu == Cpu::Avr
    }

    /// How many instructions read or write a variable, word by word.
    fn words(&self, var: Var) -> u8 {
        if self.is_avr() { size(var) } else { size(var).div_ceil(4) }
    }

    /// Whether one instruction loads it.
    fn loads_whole(&self, var: Var) -> bool {
        let widest = match self.rules.cpu {
            Cpu::Avr => 1,
            // `ldrd`.
            Cpu::CortexM => 8,
            _ => 4,
        };
        size(var).is_power_of_two() && size(var) <= widest
    }

    fn stores_whole(&self, var: Var) -> bool {
        size(var).is_power_of_two() && self.words(var) == 1
    }

    /// Whether one instruction, or a loop that is as good, exchanges it: AMO, or LDREX and STREX.
    fn swaps(&self, var: Var) -> bool {
        match self.rules.cpu {
            Cpu::CortexM => matches!(size(var), 1 | 2 | 4),
            Cpu::RiscV => size(var) == 4,
            _ => false,
        }
    }

    fn section(&mut self, wrong: Option<Wrong>, does: impl FnOnce(&mut Self)) {
        let gap = wrong.is_some_and(|wrong| self.rules.is(wrong));
        if !gap {
            self.add(Step::Acquire);
        }
        does(self);
        if !gap {
            self.add(Step::Release);
        }
    }

    /// In the section around, or by a handler's token, or in a section of its own.
    fn by_token(&mut self, wrong: Option<Wrong>, does: impl FnOnce(&mut Self)) {
        if self.token || (self.is_avr() && self.who != Who::Main) {
            does(self);
        } else {
            self.section(wrong, does);
        }
    }

    fn lock(&mut self, ceiling: u16, does: impl FnOnce(&mut Self)) {
        let masks = self.rules.priority(self.who) < ceiling && !self.rules.is(Wrong::LockMasksNothing);
        match self.rules.level(ceiling) {
            _ if !masks => does(self),
            None => self.section(None, does),
            Some(level) => {
                self.add(Step::Raise(level));
                does(self);
                self.add(Step::Lower);
            }
        }
    }

    /// A block for which a value is lent, and which isn't run if there is nothing.
    fn lent(&mut self, place: Place, more: u8, ops: &[At]) {
        let fetch = self.steps.len();
        self.access(place, Touch::Not, Does::Fetch(0));
        self.all(ops);
        self.add(Step::Back(place, more));
        self.steps[fetch].step = Step::Access(place, 1, Touch::Not, Does::Fetch(self.steps.len()));
    }

    fn global(&mut self, op: &Op) {
        match op {
            Op::Get(var, token) => {
                let get = |c: &mut Self, n| {
                    c.add(Step::Access(*var as Place, n, Touch::Read, Does::See));
                };
                let (whole, words) = (self.loads_whole(*var), self.words(*var));
                match (token, whole) {
                    (true, _) => self.by_token(None, |c| get(c, words)),
                    (false, true) => get(self, 1),
                    (false, false) => self.section(None, |c| get(c, words)),
                }
            }
            Op::Set(var, token, value) => {
                let (place, words) = (*var as Place, self.words(*var));
                let set = |c: &mut Self| {
                    c.add(Step::Access(place, words, Touch::Write, Does::Write(*value)));
                };
                let tears = self.rules.is(Wrong::WideTears) && matches!(var, Var::Wide | Var::Odd)
                    || self.rules.is(Wrong::WordTearsOnAvr) && self.is_avr() && *var == Var::Word;
                match token {
                    true => self.by_token(None, set),
                    false if self.stores_whole(*var) => set(self),
                    false if tears => {
                        self.access(place, Touch::Write, Does::Tear);
                        set(self);
                    }
                    false => self.section(None, set),
                }
            }
            Op::Swap(var, token, value) => {
                let (place, words) = (*var as Place, self.words(*var));
                let swap = |c: &mut Self| {
                    if c.rules.is(Wrong::ReplaceHasGap) {
                        c.add(Step::Access(place, words, Touch::Read, Does::See));
                        return c.add(Step::Access(place, words, Touch::Write, Does::Write(*value)));
                    }
                    c.add(Step::Access(place, words, Touch::Read, Does::Swap(*value)));
                    c.add(Step::Access(place, words, Touch::Write, Does::Nothing));
                };
                let at_once = |c: &mut Self| {
                    c.access(place, Touch::Read, Does::Swap(*value));
                    c.add(Step::Access(place, 0, Touch::Write, Does::Nothing));
                };
                let wrong = Some(Wrong::ReplaceHasGap);
                match token {
                    true => self.by_token(wrong, swap),
                    false if self.swaps(*var) && !self.rules.is(Wrong::ReplaceHasGap) => at_once(self),
                    false => self.section(wrong, swap),
                }
            }
            Op::Update(var, token, more, ops) => {
                let (place, words) = (*var as Place, self.words(*var));
                let update = |c: &mut Self| {
                    c.add(Step::Access(place, words, Touch::Read, Does::Fetch(usize::MAX)));
                    c.all(ops);
                    c.add(Step::Access(place, words, Touch::Write, Does::Store(*more)));
                };
                let wrong = Some(Wrong::UpdateHasGap);
                if *token { self.by_token(wrong, update) } else { self.section(wrong, update) }
            }
            _ => unreachable!("not a global's"),
        }
    }

    fn cell(&mut self, op: &Op) {
        let place = Var::Cell as Place;
        let wrong = Some(Wrong::CellHasGap);
        self.by_token(wrong, |c| match op {
            Op::Get(..) => c.access(place, Touch::Lent, Does::See),
            Op::Set(_, _, value) => c.access(place, Touch::Lent, Does::Write(*value)),
            Op::Swap(_, _, value) => c.access(place, Touch::Lent, Does::Swap(*value)),
            Op::Update(_, _, more, ops) => c.lent(place, *more, ops),
            _ => unreachable!("not a cell's"),
        });
    }

    fn op(&mut self, op: &Op) {
        match op {
            Op::Get(Var::Cell, _)
            | Op::Set(Var::Cell, ..)
            | Op::Swap(Var::Cell, ..)
            | Op::Update(Var::Cell, ..) => {
                self.cell(op);
            }
            Op::Get(..) | Op::Set(..) | Op::Swap(..) | Op::Update(..) => self.global(op),
            Op::CellTake => {
                self.by_token(None, |c| c.access(Var::Cell as Place, Touch::Lent, Does::Swap(Value::Is(0))));
            }
            Op::SlotPut(value) => self.by_token(None, |c| c.access(SLOT, Touch::Lent, Does::Swap(*value))),
            Op::SlotTake => self.by_token(None, |c| c.access(SLOT, Touch::Lent, Does::Take)),
            Op::SlotWith(more, ops) => self.by_token(Some(Wrong::SlotHasGap), |c| c.lent(SLOT, *more, ops)),
            Op::EventSet => self.latch(EVENT, Does::Count, EVENT_WAKER),
            Op::EventTake => self.section(None, |c| {
                let leaves = c.rules.is(Wrong::EventTakeLeaves);
                c.access(EVENT, Touch::Not, if leaves { Does::See } else { Does::Swap(Value::Is(0)) });
            }),
            // One load of the count, which takes two instructions on AVR.
            Op::EventIs if self.is_avr() => {
                self.section(None, |c| c.access(EVENT, Touch::Not, Does::SeeIs));
            }
            Op::EventIs => self.access(EVENT, Touch::Not, Does::SeeIs),
            Op::Signal(value) => self.latch(SIGNAL, Does::Write(*value), SIGNAL_WAKER),
            Op::SignalTake => self.section(None, |c| c.access(SIGNAL, Touch::Not, Does::Take)),
            Op::SignalIs => self.section(None, |c| c.access(SIGNAL, Touch::Not, Does::SeeIs)),
            Op::SignalReset => self.section(None, |c| c.access(SIGNAL, Touch::Not, Does::Clear)),
            Op::Lock(cell, more, ops) => {
                self.lock(self.rules.ceiling(*cell), |c| c.lent(of(*cell), *more, ops));
            }
            Op::LockIn(cell, more, ops) | Op::Own(cell, more, ops) => self.lent(of(*cell), *more, ops),
            Op::LockTwo(pair, more, ops) => {
                let (one, two) = PAIRS[*pair];
                self.lock(self.rules.ceiling(one).max(self.rules.ceiling(two)), |c| {
                    c.access(of(one), Touch::Not, Does::Fetch(usize::MAX));
                    c.access(of(two), Touch::Not, Does::Fetch(usize::MAX));
                    c.all(ops);
                    c.add(Step::BackTwo(of(one), of(two), *more));
                });
            }
            Op::Put(moved, value) => {
                let does = if self.rules.is(Wrong::PutIsLost) { Does::See } else { Does::Swap(*value) };
                self.lock(self.rules.priority(moved.owner()), |c| {
                    c.access(of_moved(*moved), Touch::Lent, does);
                });
            }
            Op::MovedTake(moved) => {
                let does = if self.rules.is(Wrong::MovedTakeLeaves) { Does::See } else { Does::Take };
                self.lock(self.rules.priority(moved.owner()), |c| {
                    c.access(of_moved(*moved), Touch::Lent, does);
                });
            }
            Op::MovedWith(moved, more, ops) => {
                let ceiling = self.rules.priority(moved.owner());
                self.lock(ceiling, |c| c.lent(of_moved(*moved), *more, ops));
            }
            Op::OwnMoved(moved, more) => self.lent(of_moved(*moved), *more, &[]),
            Op::Free(ops) | Op::Section(ops) => self.section(Some(Wrong::SectionMasksNothing), |c| {
                let token = std::mem::replace(&mut c.token, true);
                c.all(ops);
                c.token = token;
            }),
            Op::On if self.who == Who::Main || self.rules.cpu.is_cortex() => self.add(Step::On),
            Op::On => {}
            Op::Off => self.add(Step::Off),
            Op::IsOn => {
                self.access(LOOKED, Touch::Read, Does::Nothing);
                self.add(Step::IsOn);
            }
            Op::LineOn(who) => self.add(Step::Line(*who, true)),
            Op::LineOff(who) => self.add(Step::Line(*who, false)),
            Op::Enable(who) if self.rules.cpu.is_cortex() => {
                self.add(Step::WantsOff(*who));
                self.add(Step::Enable(*who));
            }
            Op::Enable(who) | Op::Resume(who) if !self.rules.cpu.is_cortex() => {
                self.add(Step::Line(*who, true));
            }
            Op::Disable(who) | Op::Pause(who) if !self.rules.cpu.is_cortex() => {
                self.add(Step::Line(*who, false));
            }
            Op::Enable(_) => unreachable!("one of the two"),
            Op::Disable(who) => self.add(Step::Disable(*who)),
            Op::Pause(who) => {
                self.add(Step::PauseLooks(*who, self.steps.len() + 2));
                self.add(Step::Pause(*who));
            }
            Op::Resume(who) => {
                self.add(Step::ResumeLooks(*who, self.steps.len() + 2));
                self.add(Step::Resume(*who));
            }
            Op::Pend(who) => self.add(Step::Pend(*who)),
            Op::Pends(who) => self.add(Step::Pends(*who)),
            Op::Clear(who) => self.add(Step::Clear(*who)),
            Op::Hold(who) => self.add(Step::Hold(*who)),
            Op::Release(who) => self.add(Step::LetGo(*who)),
            Op::Sleep => self.add(Step::Sleep(true)),
            Op::Await => {
                self.access(LOOKED, Touch::Read, Does::Nothing);
                self.add(Step::WantsOn);
                self.sleep_until(|c| {
                    c.section(None, |c| c.access(EVENT, Touch::Not, Does::PushTake));
                });
            }
            Op::AwaitByte => {
                self.access(LOOKED, Touch::Read, Does::Nothing);
                self.add(Step::WantsOn);
                self.op = NONE;
                self.sleep_until(|c| c.access(Var::Byte as Place, Touch::Read, Does::PushOdd));
            }
            Op::BlockEvent => self.block_on(|c| c.poll_latch(EVENT, EVENT_WAKER)),
            Op::BlockSignal => self.block_on(|c| c.poll_latch(SIGNAL, SIGNAL_WAKER)),
            Op::BlockByte => self.block_on(|c| {
                // `register`, and then a look.
                c.section(None, |c| c.access(WAKER, Touch::Not, Does::Push));
                let register = c.branch(Step::If);
                let registered = c.goto();
                c.lands(register);
                c.section(None, |c| c.access(WAKER, Touch::Not, Does::PushSet));
                // The one who was there isn't of interest.
                c.add(Step::If(c.steps.len() + 1));
                c.lands(registered);
                c.access(Var::Byte as Place, Touch::Read, Does::PushOdd);
                vec![]
            }),
            Op::Wake => {
                self.section(None, |c| c.access(WAKER, Touch::Not, Does::PushTake));
                self.wake();
            }
            Op::Read(reg) => self.add(Step::Read(*reg, false)),
            Op::Write(reg, value) => self.add(Step::Write(*reg, *value)),
            Op::Modify(reg, more) => {
                self.add(Step::Read(*reg, true));
                self.add(Step::WriteMore(*reg, *more));
            }
            Op::Any(values) => {
                let values =
                    if self.rules.is(Wrong::AnyIsTheFirst) { values[..1].to_vec() } else { values.clone() };
                self.inputs.push(values);
                self.add(Step::Any(self.inputs.len() - 1));
            }
            Op::If(odd, even) => {
                let branch = self.branch(Step::IfEven);
                self.all(odd);
                let end = self.goto();
                self.lands(branch);
                self.all(even);
                self.lands(end);
            }
        }
    }

    // ---- jumps ----

    /// A step that goes somewhere, which is said later.
    fn branch(&mut self, step: fn(usize) -> Step) -> usize {
        self.add(step(usize::MAX));
        self.steps.len() - 1
    }

    fn goto(&mut self) -> usize {
        self.branch(Step::Goto)
    }

    /// It goes here.
    fn lands(&mut self, branch: usize) {
        let here = self.steps.len();
        let (Step::If(to) | Step::IfEven(to) | Step::Goto(to) | Step::SeeOr(to)) =
            &mut self.steps[branch].step
        else {
            unreachable!("it goes nowhere")
        };
        *to = here;
    }

    // ---- waiting ----

    /// What happens, and who waits for it is taken out and woken behind the section.
    fn latch(&mut self, place: Place, does: Does, waker: Place) {
        self.section(None, |c| {
            c.access(place, Touch::Not, does);
            // The same access.
            c.add(Step::Access(waker, 0, Touch::Not, Does::PushTake));
        });
        self.wake();
    }

    /// If somebody was pushed.
    fn wake(&mut self) {
        let nobody = self.branch(Step::If);
        if !self.rules.is(Wrong::WakingIsLost) {
            self.access(WOKEN, Touch::Not, Does::Write(Value::Is(1)));
        }
        self.lands(nobody);
    }

    /// Looks with interrupts off; then sleeps, and turns them on, as the CPU has it without a gap. `look` pushes what it found.
    fn sleep_until(&mut self, look: impl FnOnce(&mut Self)) {
        let begin = self.steps.len();
        self.add(Step::Off);
        look(self);
        let found = self.branch(Step::SeeOr);
        self.add(Step::On);
        let end = self.goto();
        self.lands(found);
        self.sleep_and_open();
        self.add(Step::Goto(begin));
        self.lands(end);
    }

    fn sleep_and_open(&mut self) {
        let (first, second) =
            if self.is_avr() { (Step::On, Step::Sleep(false)) } else { (Step::Sleep(false), Step::On) };
        self.add(first);
        self.add(second);
    }

    /// Takes what is there; or registers, and looks once more. Gives the branches that have found something: it is pushed.
    fn poll_latch(&mut self, place: Place, waker: Place) -> Vec<usize> {
        self.section(None, |c| {
            c.access(place, Touch::Not, Does::PushTake);
            // Who is there already.
            c.add(Step::Access(waker, 0, Touch::Not, Does::Push));
        });
        // Two were pushed: first whether somebody is registered.
        let register = self.branch(Step::If);
        let pending = self.goto();
        self.lands(register);
        let nothing = self.branch(Step::SeeOr);
        let found = self.goto();
        self.lands(nothing);
        self.section(None, |c| {
            c.access(place, Touch::Not, Does::PushTake);
            c.add(Step::Access(waker, 0, Touch::Not, Does::SetIfNothing));
        });
        self.lands(pending);
        vec![found]
    }

    /// Polls until it is ready; sleeps until it is woken. `poll` pushes what it found, or gives the branches that did before.
    fn block_on(&mut self, poll: impl FnOnce(&mut Self) -> Vec<usize>) {
        self.op = NONE;
        self.access(WOKEN, Touch::Not, Does::Write(Value::Is(0)));
        let begin = self.steps.len();
        let found = poll(self);
        let nothing = self.branch(Step::SeeOr);
        found.into_iter().for_each(|found| self.lands(found));
        // So that an executor around this one polls again.
        self.access(WOKEN, Touch::Not, Does::Write(Value::Is(1)));
        let end = self.goto();
        self.lands(nothing);
        self.add(Step::WantsOn);
        let again = self.steps.len();
        self.add(Step::Off);
        self.access(WOKEN, Touch::Not, Does::Push);
        let asleep = self.branch(Step::If);
        self.access(WOKEN, Touch::Not, Does::Write(Value::Is(0)));
        self.add(Step::On);
        self.add(Step::Goto(begin));
        self.lands(asleep);
        self.sleep_and_open();
        self.add(Step::Goto(again));
        self.lands(end);
    }
}
