//! Small programs of main and of up to three handlers, by chance: the same each time.

use crate::common::{A, B, HIGH, TOP};

pub const MAIN: usize = 4;

/// What a context does. The first number of an `Op` is its site, the second its variable: X, GLOBAL, the elements of ARRAY, or the element that the value read last says.
#[derive(Debug, Clone)]
pub enum Op {
    Read(usize, usize),
    Write(usize, usize, u8),
    /// A read and a write: of GLOBAL without a gap.
    Step(usize, usize),
    /// Writes one of two values.
    Any(usize, usize),
    /// Takes LOCKED, adds so much, and does something else before it gives it back. In HIGH and TOP, which don't share it, only that.
    Lock(usize, u8, Vec<Op>),
    /// Reads, and does the one if the value is odd, and else the other.
    If(usize, usize, Vec<Op>, Vec<Op>),
    Twice(Vec<Op>),
    Section(Vec<Op>),
    Pend(usize),
    Switch(usize, bool),
    /// With a line off.
    Off(usize, Vec<Op>),
    /// Turns interrupts off or on.
    Mask(bool),
}

/// A program.
#[derive(Debug, Clone, Default)]
pub struct Program {
    pub attached: Vec<usize>,
    /// Main itself turns interrupts on, and the lines.
    pub late: bool,
    /// The first vector may come twice.
    pub twice: bool,
    /// Of four handlers and main.
    pub code: [Vec<Op>; 5],
}

/// The same programs each time.
pub struct Random {
    state: u64,
    sites: usize,
    /// Those of a program, the last of them seldom.
    variables: [usize; 3],
}

impl Random {
    pub fn new(seed: u64) -> Self {
        Self { state: seed, sites: 0, variables: [0; 3] }
    }

    fn below(&mut self, n: usize) -> usize {
        self.state =
            self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.state >> 33).expect("31 bits") % n
    }

    fn site(&mut self) -> usize {
        self.sites += 1;
        self.sites - 1
    }

    fn op(&mut self, attached: &[usize], who: usize, depth: u32) -> Op {
        let value = u8::from(self.below(2) == 0);
        // Mostly its own.
        let variable = self.variables[if self.below(4) == 0 { self.below(3) } else { who % 2 }];
        let chosen = self.below(attached.len());
        let line = attached[chosen];
        match self.below(match (depth, who) {
            (0, MAIN) => 23,
            (0, _) => 22,
            (1, _) => 14,
            _ => 10,
        }) {
            0..3 => Op::Read(self.site(), variable),
            3..7 => Op::Write(self.site(), variable, value),
            7 | 8 => Op::Step(self.site(), variable),
            9 => Op::Any(self.site(), variable),
            10..12 => Op::If(
                self.site(),
                self.variables[self.below(2)],
                self.ops(attached, who, depth + 1, 1),
                self.ops(attached, who, depth + 1, 1),
            ),
            12 => Op::Pend(line),
            13 | 14 => Op::Section(self.ops(attached, who, depth + 1, 2)),
            15 => Op::Twice(self.ops(attached, who, depth + 1, 2)),
            16..19 => Op::Lock(self.site(), value, self.ops(attached, who, depth + 1, 1)),
            19 => Op::Switch(line, self.below(2) == 0),
            20 if who == MAIN => Op::Off(line, self.ops(attached, who, depth + 1, 2)),
            20 => Op::Switch(line, true),
            // A and B, which share LOCKED, aren't to strike themselves.
            21 => Op::Mask(self.below(2) == 0 && who >= HIGH),
            _ => Op::Off(line, self.ops(attached, who, depth + 1, 2)),
        }
    }

    fn ops(&mut self, attached: &[usize], who: usize, depth: u32, most: usize) -> Vec<Op> {
        (0..=self.below(most)).map(|_| self.op(attached, who, depth)).collect()
    }

    /// The vectors, in the order in which they are attached: up to three.
    fn attached(&mut self) -> Vec<usize> {
        let mut all = vec![HIGH, A, TOP, B];
        if self.below(2) == 0 {
            all.reverse();
        }
        all.retain(|_| self.below(5) < 2);
        all.truncate(3);
        if all.is_empty() { self.attached() } else { all }
    }

    /// One of so many accesses at most.
    pub fn program(&mut self, most: usize) -> Program {
        let attached = self.attached();
        self.sites = 0;
        self.variables = [0; 3].map(|_| self.below(5));
        let mut code = [A, B, HIGH, TOP, MAIN].map(|who| match who {
            MAIN => self.ops(&attached, MAIN, 0, 5),
            _ if attached.contains(&who) => self.ops(&attached, who, 0, 2),
            _ => Vec::new(),
        });
        // Two of them call the same function.
        let (one, other) = if self.below(2) == 0 { (A, B) } else { (HIGH, TOP) };
        if self.below(3) == 0 && attached.contains(&one) && attached.contains(&other) {
            let same = code[one].clone();
            code[other] = same;
        }
        let late = self.below(2) == 0;
        if late {
            for line in &attached {
                let at = self.below(code[MAIN].len() / 2 + 1);
                code[MAIN].insert(at, Op::Switch(*line, true));
            }
            code[MAIN].insert(0, Op::Mask(true));
        }
        let twice = self.below(3) == 0;
        if self.sites <= most { Program { attached, late, twice, code } } else { self.program(most) }
    }
}
