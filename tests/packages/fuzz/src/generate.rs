//! Random programs. proptest makes and shrinks a raw one, in which anything may stand anywhere; what isn't allowed there is left out, or made into something that is.

use crate::program::{Moved, Op, PAIRS, Program, Shared, Value, Var, Who};
use crate::valid::Place;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// The larger a program, the longer its search; these are searched in well below a millisecond, mostly.
const MOST_OPS: usize = 13;

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
    Pend,
    Sleep,
    Await,
    If,
}

/// How often each.
const KINDS: [(Kind, usize); 34] = [
    (Kind::Get, 10),
    (Kind::Set, 8),
    (Kind::Update, 6),
    (Kind::Swap, 5),
    (Kind::CellTake, 2),
    (Kind::SlotPut, 3),
    (Kind::SlotTake, 2),
    (Kind::SlotWith, 3),
    (Kind::EventSet, 4),
    (Kind::EventTake, 3),
    (Kind::EventIs, 2),
    (Kind::Signal, 3),
    (Kind::SignalTake, 2),
    (Kind::SignalIs, 2),
    (Kind::SignalReset, 1),
    (Kind::Lock, 14),
    (Kind::LockTwo, 6),
    (Kind::Own, 8),
    (Kind::Put, 5),
    (Kind::MovedTake, 3),
    (Kind::MovedWith, 3),
    (Kind::OwnMoved, 6),
    (Kind::Free, 6),
    (Kind::Section, 4),
    (Kind::Off, 2),
    (Kind::On, 2),
    (Kind::IsOn, 2),
    (Kind::LineOn, 3),
    (Kind::LineOff, 3),
    (Kind::Disable, 1),
    (Kind::Pend, 9),
    (Kind::Sleep, 1),
    (Kind::Await, 2),
    (Kind::If, 5),
];

/// An operation before it is known where it stands.
#[derive(Debug, Clone)]
struct Raw {
    kind: Kind,
    /// Which cell or vector.
    which: u8,
    number: u8,
    flag: bool,
    block: Vec<Raw>,
}

#[derive(Debug, Clone)]
struct RawProgram {
    late: u8,
    attached: Vec<(Who, u8)>,
    /// The cells that it is about, so that contexts meet there.
    about: [u8; 4],
    code: [Vec<Raw>; 6],
}

fn op() -> BoxedStrategy<Raw> {
    let kinds: Vec<Kind> = KINDS.iter().flat_map(|(kind, n)| std::iter::repeat_n(*kind, *n)).collect();
    let one = (select(kinds), any::<u8>(), 0..6_u8, any::<bool>());
    let made = |((kind, which, number, flag), block)| Raw { kind, which, number, flag, block };
    let leaf = (one.clone(), Just(Vec::new())).prop_map(made);
    leaf.prop_recursive(2, 6, 3, move |inner| (one.clone(), vec(inner, 0..=2)).prop_map(made)).boxed()
}

fn raw() -> impl Strategy<Value = RawProgram> {
    let attached = vec((select(Who::VECTORS.to_vec()), 0..8_u8), 1..=3);
    let (main, handler) = (vec(op(), 1..=5), vec(op(), 0..=3));
    let code = (main, handler.clone(), handler.clone(), handler.clone(), handler.clone(), handler)
        .prop_map(<[_; 6]>::from);
    (0..4_u8, attached, any::<[u8; 4]>(), code).prop_map(|(late, attached, about, code)| RawProgram {
        late,
        attached,
        about,
        code,
    })
}

/// A stream of programs: of one seed always the same.
pub struct Random {
    runner: TestRunner,
    strategy: BoxedStrategy<Program>,
}

/// A program that can be made smaller.
pub struct Tree(Box<dyn ValueTree<Value = Program>>);

impl Random {
    pub fn new(seed: u64) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        let runner = TestRunner::new_with_rng(Config::default(), rng);
        Self { runner, strategy: raw().prop_map(|raw| build(&raw)).boxed() }
    }

    pub fn program(&mut self) -> Tree {
        Tree(self.strategy.new_tree(&mut self.runner).expect("nothing is rejected"))
    }
}

impl Tree {
    pub fn program(&self) -> Program {
        self.0.current()
    }

    /// The smallest that still fails, as far as proptest's shrinking goes.
    pub fn shrink(mut self, fails: impl Fn(&Program) -> bool) -> Program {
        let mut smallest = self.program();
        let mut goes_on = self.0.simplify();
        while goes_on {
            let smaller = self.program();
            goes_on = if fails(&smaller) {
                smallest = smaller;
                self.0.simplify()
            } else {
                self.0.complicate()
            };
        }
        smallest
    }
}

struct Builder {
    /// The skeleton: who is attached.
    program: Program,
    vars: [Var; 2],
    shared: [Shared; 2],
    left: usize,
    upwards: bool,
}

fn build(raw: &RawProgram) -> Program {
    let mut program = Program { on: raw.late != 3, ..Program::default() };
    for (who, times) in &raw.attached {
        if !program.is_attached(*who) {
            // Mostly once.
            program.attached.push((*who, [1, 1, 1, 1, 1, 2, 2, 0][usize::from(*times)]));
        }
    }
    let first = program.attached[0].0;
    let fitting: Vec<Shared> = Shared::ALL.into_iter().filter(|cell| cell.admits(first)).collect();
    let one_of = |n: u8, of: usize| usize::from(n) % of;
    let mut builder = Builder {
        vars: [Var::ALL[one_of(raw.about[0], 5)], Var::ALL[one_of(raw.about[1], 5)]],
        shared: [fitting[one_of(raw.about[2], fitting.len())], Shared::ALL[one_of(raw.about[3], 6)]],
        left: MOST_OPS,
        upwards: raw.about[3].is_multiple_of(2),
        program,
    };
    let mut code: [Vec<Op>; 6] = Default::default();
    // Handlers first, lest main leaves them nothing.
    for who in Who::ALL.into_iter().rev() {
        if who == Who::Main || builder.program.is_attached(who) {
            let skeleton = builder.program.clone();
            code[who as usize] = builder.all(&raw.code[who as usize], Place::of(&skeleton, who));
        }
    }
    let mut program = builder.program;
    if !program.on {
        // They are switched on, one by one.
        let main = &mut code[0];
        for (i, (who, _)) in program.attached.iter().enumerate() {
            let at = usize::from(raw.about[i]) % (main.len().min(4) + 1);
            main.insert(at, if *who == Who::Tick { Op::LineOn(*who) } else { Op::Enable(*who) });
        }
        let at = usize::from(raw.about[3]) % (main.len().min(3) + 1);
        main.insert(at, Op::On);
    }
    program.code = code;
    program
}

impl Builder {
    fn all(&mut self, raw: &[Raw], place: Place<'_>) -> Vec<Op> {
        raw.iter().filter_map(|raw| self.op(raw, place)).collect()
    }

    fn op(&mut self, raw: &Raw, place: Place<'_>) -> Option<Op> {
        if self.left == 0 {
            return None;
        }
        let without_blocks = self.ways(raw, place).into_iter().find(|op| place.allows(op))?;
        self.left -= 1;
        Some(self.filled(without_blocks, raw, place))
    }

    fn filled(&mut self, mut op: Op, raw: &Raw, place: Place<'_>) -> Op {
        let place = place.within(&op);
        match &mut op {
            Op::If(odd, even) => {
                let half = raw.block.len().div_ceil(2);
                *odd = self.all(&raw.block[..half], place);
                *even = self.all(&raw.block[half..], place);
            }
            Op::Update(.., ops)
            | Op::SlotWith(.., ops)
            | Op::Lock(.., ops)
            | Op::LockIn(.., ops)
            | Op::LockTwo(.., ops)
            | Op::Own(.., ops)
            | Op::MovedWith(.., ops)
            | Op::Free(ops)
            | Op::Section(ops) => *ops = self.all(&raw.block, place),
            _ => {}
        }
        op
    }

    /// What it may become, the first first.
    fn ways(&self, raw: &Raw, place: Place<'_>) -> Vec<Op> {
        let Raw { kind, which, number, flag, .. } = *raw;
        let n = usize::from(which);
        let none = Vec::new;
        let value = if which & 64 == 0 { Value::Is(number) } else { Value::Last(number) };
        let var = self.vars[n % 2];
        let (one, two) = (self.shared[n % 2], self.shared[(n + 1) % 2]);
        let moved = Moved::ALL[n % 2];
        let vector = self.program.attached[n % self.program.attached.len()].0;
        let lock =
            |cell| if flag { Op::LockIn(cell, number, none()) } else { Op::Lock(cell, number, none()) };
        match kind {
            Kind::Get => vec![Op::Get(var, flag)],
            Kind::Set => vec![Op::Set(var, flag, value)],
            Kind::Update => vec![Op::Update(var, flag, number, none())],
            Kind::Swap => vec![Op::Swap(var, flag, value)],
            Kind::CellTake => vec![Op::CellTake],
            Kind::SlotPut => vec![Op::SlotPut(value)],
            Kind::SlotTake => vec![Op::SlotTake],
            Kind::SlotWith => vec![Op::SlotWith(number, none())],
            Kind::EventSet => vec![Op::EventSet],
            Kind::EventTake => vec![Op::EventTake],
            Kind::EventIs => vec![Op::EventIs],
            Kind::Signal => vec![Op::Signal(value)],
            Kind::SignalTake => vec![Op::SignalTake],
            Kind::SignalIs => vec![Op::SignalIs],
            Kind::SignalReset => vec![Op::SignalReset],
            Kind::Lock => {
                vec![lock(one), lock(two), Op::Lock(one, number, none()), Op::Lock(two, number, none())]
            }
            Kind::LockTwo => {
                (0..PAIRS.len()).map(|i| Op::LockTwo((n + i) % PAIRS.len(), number, none())).collect()
            }
            Kind::Own => vec![
                Op::Own(one, number, none()),
                Op::Own(two, number, none()),
                Op::Lock(one, number, none()),
                Op::Lock(two, number, none()),
            ],
            Kind::Put => vec![Op::Put(moved, value)],
            Kind::MovedTake => vec![Op::MovedTake(moved)],
            Kind::MovedWith => vec![Op::MovedWith(moved, number, none())],
            Kind::OwnMoved => vec![Op::OwnMoved(Moved::A, number), Op::OwnMoved(Moved::High, number)],
            Kind::Free => vec![Op::Free(none())],
            Kind::Section => vec![Op::Section(none())],
            Kind::Off => vec![Op::Off],
            Kind::On => vec![Op::On],
            Kind::IsOn => vec![Op::IsOn],
            Kind::LineOn => vec![Op::LineOn(vector)],
            Kind::LineOff => vec![Op::LineOff(vector)],
            Kind::Disable => vec![Op::Disable(vector), Op::LineOff(vector)],
            Kind::Pend => {
                // Upwards or downwards in the whole program, so that it ends.
                let fits = |other: &Who| place.who == Who::Main || (*other > place.who) == self.upwards;
                let others = self.program.attached.iter().map(|(who, _)| *who);
                [vector].into_iter().chain(others).filter(fits).map(Op::Pend).collect()
            }
            Kind::Sleep => vec![Op::Sleep],
            Kind::Await => vec![Op::Await, Op::EventSet],
            Kind::If => vec![Op::If(none(), none())],
        }
    }
}
