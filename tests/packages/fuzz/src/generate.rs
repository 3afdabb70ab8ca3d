//! Random programs. Each is about a few cells, lines and operations, so that contexts meet there, and is small, so that it can be searched whole. What isn't allowed where it would stand is
//! replaced by something that is.

use crate::chance::Chance;
use crate::program::{Act, At, Device, Moved, Op, PAIRS, Program, Reg, Shared, Value, Var, Who};
use crate::valid::Place;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Get,
    Set,
    Update,
    Swap,
    CellTake,
    SlotPut,
    SlotTake,
    SlotWith,
    EventSet,
    EventTake,
    EventIs,
    Signal,
    SignalTake,
    SignalIs,
    SignalReset,
    Lock,
    LockTwo,
    Own,
    Put,
    MovedTake,
    MovedWith,
    OwnMoved,
    Free,
    Section,
    Off,
    On,
    IsOn,
    LineOn,
    LineOff,
    Disable,
    Pause,
    Pend,
    Pends,
    Clear,
    Hold,
    Release,
    Sleep,
    Await,
    AwaitByte,
    Block,
    Wake,
    Read,
    Write,
    Modify,
    Any,
    If,
}

/// What programs are about, and how often: each has a few of these.
const TOPICS: [(&[Kind], usize); 14] = [
    (&[Kind::Get, Kind::Set, Kind::Set, Kind::Update, Kind::Swap], 20),
    (&[Kind::Lock, Kind::Lock, Kind::Lock, Kind::Own, Kind::LockTwo, Kind::Free], 14),
    (&[Kind::Read, Kind::Write, Kind::Modify, Kind::Write], 22),
    (&[Kind::Hold, Kind::Release, Kind::Release, Kind::Pend], 14),
    (&[Kind::Pend], 10),
    (&[Kind::Pends, Kind::Clear, Kind::Pend], 6),
    (&[Kind::LineOn, Kind::LineOff, Kind::Disable, Kind::Pause, Kind::Pause], 10),
    (&[Kind::Free, Kind::Section, Kind::Off, Kind::On, Kind::IsOn], 12),
    (&[Kind::EventSet, Kind::EventTake, Kind::EventIs, Kind::Await, Kind::Block], 7),
    (&[Kind::Signal, Kind::SignalTake, Kind::SignalIs, Kind::SignalReset, Kind::Block], 5),
    (&[Kind::Wake, Kind::Block, Kind::Set, Kind::AwaitByte], 4),
    (&[Kind::Put, Kind::MovedTake, Kind::MovedWith, Kind::OwnMoved], 5),
    (&[Kind::CellTake, Kind::SlotPut, Kind::SlotTake, Kind::SlotWith], 4),
    (&[Kind::Sleep, Kind::If, Kind::Any, Kind::If], 8),
];

/// A stream of programs: of one seed always the same.
pub struct Random(Chance);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(Chance::new(seed))
    }

    pub fn program(&mut self) -> Program {
        let mut builder = Builder::new(&mut self.0);
        builder.build();
        builder.program.numbered()
    }
}

struct Builder<'a> {
    chance: &'a mut Chance,
    program: Program,
    kinds: Vec<Kind>,
    vars: [Var; 2],
    shared: [Shared; 2],
    moved: Moved,
    regs: [Reg; 2],
    left: usize,
    upwards: bool,
}

impl<'a> Builder<'a> {
    fn new(chance: &'a mut Chance) -> Self {
        let mut program = Program { on: !chance.percent(20), ..Program::default() };
        let handlers = chance.of(&[1, 1, 1, 2, 2, 2, 2, 3]);
        while program.attached.len() < handlers {
            let who = chance.of(&Who::VECTORS);
            if !program.is_attached(who) {
                program.attached.push((who, 0));
            }
        }
        let first = program.attached[0].0;
        let fitting: Vec<Shared> = Shared::ALL.into_iter().filter(|cell| cell.admits(first)).collect();
        let mut kinds = Vec::new();
        let weights: usize = TOPICS.iter().map(|(_, weight)| weight).sum();
        for _ in 0..chance.of(&[1, 2, 2, 3, 3]) {
            let mut at = chance.below(weights);
            let topic = TOPICS.iter().find(|(_, weight)| {
                let here = at < *weight;
                at = at.saturating_sub(*weight);
                here
            });
            kinds.extend(topic.expect("one of them").0);
        }
        let reg = chance.of(&Reg::ALL);
        Self {
            vars: [chance.of(&Var::ALL), chance.of(&[Var::Byte, Var::Word])],
            shared: [chance.of(&fitting), chance.of(&Shared::ALL)],
            moved: chance.of(&Moved::ALL),
            regs: if chance.percent(60) { [reg; 2] } else { Reg::ALL },
            left: chance.of(&[3, 4, 5, 5, 6, 6, 7, 8, 9]),
            upwards: chance.percent(50),
            program,
            kinds,
            chance,
        }
    }

    fn build(&mut self) {
        self.firings();
        self.hardware();
        let mut code: [Vec<At>; 6] = Default::default();
        // Handlers first, lest main leaves them nothing.
        for who in Who::ALL.into_iter().rev() {
            if who == Who::Main || self.program.is_attached(who) {
                let most = if who == Who::Main { 1 + self.chance.below(5) } else { self.chance.below(4) };
                let skeleton = self.program.clone();
                code[who as usize] = self.all(most, Place::of(&skeleton, who), 2);
            }
        }
        self.program.code = code;
        self.causes_go();
        if !self.program.on {
            self.switch_on();
        }
    }

    /// What comes by itself: so many in all.
    fn firings(&mut self) {
        let mut left = self.chance.of(&[1, 2, 2, 2, 2, 3]);
        if self.chance.percent(45) {
            let times = if self.chance.percent(70) { 1 } else { 2 };
            self.program.devices.push(Device { times, acts: Vec::new() });
            left -= 1;
            if self.chance.percent(20) && left > 0 {
                self.program.devices.push(Device { times: 1, acts: Vec::new() });
                left -= 1;
            }
        }
        // Different ones first, so that they meet.
        let first = self.chance.below(self.program.attached.len());
        for n in 0..left {
            let others = self.program.attached.len();
            let which = if n < others { (first + n) % others } else { self.chance.below(others) };
            self.program.attached[which].1 += 1;
        }
    }

    fn hardware(&mut self) {
        for device in 0..self.program.devices.len() {
            let n = self.chance.of(&[1, 1, 2, 2, 3]);
            self.program.devices[device].acts = self.acts(n, 1);
        }
        let reacts = self.kinds.iter().any(|kind| matches!(kind, Kind::Read | Kind::Write | Kind::Modify));
        for reg in 0..2 {
            if reacts && self.chance.percent(40) {
                let n = self.chance.of(&[1, 1, 2]);
                self.program.on_read[reg] = self.acts(n, 1);
            }
            if reacts && self.chance.percent(50) {
                let n = self.chance.of(&[1, 1, 2]);
                self.program.on_write[reg] = self.acts(n, 1);
            }
        }
    }

    fn vector(&mut self) -> Who {
        let which = self.chance.below(self.program.attached.len());
        self.program.attached[which].0
    }

    fn value(&mut self) -> Value {
        let number = self.chance.byte(4);
        if self.chance.percent(60) { Value::Is(number) } else { Value::Last(number) }
    }

    fn acts(&mut self, n: usize, depth: usize) -> Vec<Act> {
        (0..n).map(|_| self.act(depth)).collect()
    }

    fn act(&mut self, depth: usize) -> Act {
        let reg = self.chance.of(&self.regs);
        match self.chance.below(14) {
            0..=1 => Act::Poke(reg, self.value()),
            2..=3 => Act::Add(reg, 1),
            4..=5 => Act::Pend(self.vector()),
            6..=8 => Act::Hold(self.vector()),
            9..=11 => Act::Release(self.vector()),
            _ if depth > 0 => {
                let n = 1 + self.chance.below(2);
                Act::If(reg, self.acts(n, depth - 1))
            }
            _ => Act::Hold(self.vector()),
        }
    }

    /// Handlers of what is held let it go, mostly: others are storms.
    fn causes_go(&mut self) {
        fn holds(acts: &[Act], who: Who) -> bool {
            acts.iter().any(|act| match act {
                Act::Hold(held) => *held == who,
                Act::If(_, acts) => holds(acts, who),
                _ => false,
            })
        }
        for which in 0..self.program.attached.len() {
            let who = self.program.attached[which].0;
            let mut held = self.program.hardware().any(|acts| holds(acts, who));
            self.program.each(|_, op| held |= *op == Op::Hold(who));
            if held && self.chance.percent(90) {
                let code = &mut self.program.code[who as usize];
                let at = self.chance.below(code.len() + 1);
                code.insert(at, Op::Release(who).into());
            }
        }
    }

    /// They are switched on, one by one.
    fn switch_on(&mut self) {
        for which in 0..self.program.attached.len() {
            let who = self.program.attached[which].0;
            let main = &mut self.program.code[0];
            let at = self.chance.below(main.len().min(4) + 1);
            main.insert(at, if who == Who::Tick { Op::LineOn(who) } else { Op::Enable(who) }.into());
        }
        let main = &mut self.program.code[0];
        let at = self.chance.below(main.len().min(3) + 1);
        main.insert(at, Op::On.into());
    }

    fn all(&mut self, most: usize, place: Place<'_>, depth: usize) -> Vec<At> {
        (0..most).filter_map(|_| self.op(place, depth)).map(At::from).collect()
    }

    fn op(&mut self, place: Place<'_>, depth: usize) -> Option<Op> {
        if self.left == 0 {
            return None;
        }
        let mut op = (0..6).find_map(|_| {
            let kind = self.chance.below(self.kinds.len());
            let op = self.one(self.kinds[kind], place)?;
            (place.allows(&op) && (depth > 0 || op.blocks().next().is_none())).then_some(op)
        })?;
        self.left -= 1;
        let within = place.within(&op);
        for block in op.blocks_mut() {
            let n = self.chance.of(&[0, 1, 1, 2]);
            *block = self.all(n, within, depth - 1);
        }
        Some(op)
    }

    /// One of a kind, without blocks.
    fn one(&mut self, kind: Kind, place: Place<'_>) -> Option<Op> {
        let none = Vec::new;
        let flag = self.chance.percent(50);
        let number = self.chance.byte(3);
        let var = self.chance.of(&self.vars);
        let shared = self.chance.of(&self.shared);
        let reg = self.chance.of(&self.regs);
        let moved = self.moved;
        let who = self.vector();
        let by_token = flag && place.token;
        Some(match kind {
            Kind::Get => Op::Get(var, flag),
            Kind::Set => Op::Set(var, flag, self.value()),
            Kind::Update => Op::Update(var, flag, number, none()),
            Kind::Swap => Op::Swap(var, flag, self.value()),
            Kind::CellTake => Op::CellTake,
            Kind::SlotPut => Op::SlotPut(self.value()),
            Kind::SlotTake => Op::SlotTake,
            Kind::SlotWith => Op::SlotWith(number, none()),
            Kind::EventSet => Op::EventSet,
            Kind::EventTake => Op::EventTake,
            Kind::EventIs => Op::EventIs,
            Kind::Signal => Op::Signal(self.value()),
            Kind::SignalTake => Op::SignalTake,
            Kind::SignalIs => Op::SignalIs,
            Kind::SignalReset => Op::SignalReset,
            Kind::Lock if by_token => Op::LockIn(shared, number, none()),
            Kind::Lock => Op::Lock(shared, number, none()),
            Kind::LockTwo => Op::LockTwo(self.chance.below(PAIRS.len()), number, none()),
            Kind::Own => Op::Own(shared, number, none()),
            Kind::Put => Op::Put(moved, self.value()),
            Kind::MovedTake => Op::MovedTake(moved),
            Kind::MovedWith => Op::MovedWith(moved, number, none()),
            Kind::OwnMoved => Op::OwnMoved(moved, number),
            Kind::Free => Op::Free(none()),
            Kind::Section => Op::Section(none()),
            Kind::Off => Op::Off,
            Kind::On => Op::On,
            Kind::IsOn => Op::IsOn,
            Kind::LineOn => Op::LineOn(who),
            Kind::LineOff => Op::LineOff(who),
            Kind::Disable if place.who == Who::Main && flag => Op::Enable(who),
            Kind::Disable => Op::Disable(who),
            Kind::Pause if flag => Op::Pause(who),
            Kind::Pause => Op::Resume(who),
            // Upwards or downwards in the whole program, so that it ends, mostly.
            Kind::Pend if place.who == Who::Main || (who > place.who) == self.upwards => Op::Pend(who),
            Kind::Pend if self.chance.percent(2) => Op::Pend(who),
            Kind::Pend => return None,
            Kind::Pends => Op::Pends(who),
            Kind::Clear => Op::Clear(who),
            Kind::Hold if place.who == Who::Main || (who > place.who) == self.upwards => Op::Hold(who),
            Kind::Hold => return None,
            Kind::Release => Op::Release(who),
            Kind::Sleep => Op::Sleep,
            Kind::Await if place.who != Who::Main => Op::EventSet,
            Kind::Await => Op::Await,
            Kind::AwaitByte if place.who != Who::Main => Op::Set(Var::Byte, false, Value::Is(1)),
            Kind::AwaitByte => Op::AwaitByte,
            Kind::Block if place.who != Who::Main => self.wakes(),
            Kind::Block => self.blocks(),
            Kind::Wake => Op::Wake,
            Kind::Read => Op::Read(reg),
            Kind::Write => Op::Write(reg, self.value()),
            Kind::Modify => Op::Modify(reg, number),
            Kind::Any if flag => Op::Any(vec![0, 1]),
            Kind::Any => Op::Any(vec![1, 2, 3]),
            Kind::If => Op::If(none(), none()),
        })
    }

    /// A task, of what the program is about.
    fn blocks(&mut self) -> Op {
        if self.kinds.contains(&Kind::EventSet) {
            Op::BlockEvent
        } else if self.kinds.contains(&Kind::Signal) {
            Op::BlockSignal
        } else {
            Op::BlockByte
        }
    }

    fn wakes(&mut self) -> Op {
        match self.blocks() {
            Op::BlockEvent => Op::EventSet,
            Op::BlockSignal => Op::Signal(self.value()),
            _ => Op::Wake,
        }
    }
}
