//! Programs: what main and the handlers do to the cells, as data. The language that the corpus is written in (`text`), that chance writes (`generate`), and that the oracle
//! and the model each run in their own way.
//!
//! A context has one variable of its own, `last`: the value it read last. Each operation that reads writes what it read into the context's trace.
//!
//! The hardware around the CPU is data, too: registers that react when they are read or written, and devices that act by themselves.

/// Main, and the vectors that a program may attach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    Main,
    A,
    B,
    High,
    Top,
    /// SysTick: at the top priority, which BASEPRI can't hold off, and always switched on at reset.
    Tick,
}

impl Who {
    pub const ALL: [Self; 6] = [Self::Main, Self::A, Self::B, Self::High, Self::Top, Self::Tick];
    pub const VECTORS: [Self; 5] = [Self::A, Self::B, Self::High, Self::Top, Self::Tick];

    pub fn name(self) -> &'static str {
        ["main", "A", "B", "HIGH", "TOP", "SysTick"][self as usize]
    }
}

/// The emulated CPUs. Each program runs on all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cpu {
    Avr,
    CortexM,
    CortexM0,
    RiscV,
}

impl Cpu {
    pub const ALL: [Self; 4] = [Self::Avr, Self::CortexM, Self::CortexM0, Self::RiscV];

    pub fn name(self) -> &'static str {
        ["avr", "cortex_m", "cortex_m0", "riscv"][self as usize]
    }

    pub fn is_cortex(self) -> bool {
        matches!(self, Self::CortexM | Self::CortexM0)
    }
}

/// What anyone reads and writes whole: `Global`s of one to three words, and an `IrqMutex<Cell<u8>>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Var {
    /// `Global<u8>`.
    Byte,
    /// `Global<u32>`: four accesses on AVR.
    Word,
    /// `Global<u64>`: loaded whole on Cortex-M alone, and stored whole nowhere.
    Wide,
    /// `Global<[u8; 3]>`: never whole.
    Odd,
    /// `IrqMutex<Cell<u8>>`.
    Cell,
}

impl Var {
    pub const ALL: [Self; 5] = [Self::Byte, Self::Word, Self::Wide, Self::Odd, Self::Cell];

    pub fn name(self) -> &'static str {
        ["byte", "word", "wide", "odd", "cell"][self as usize]
    }
}

/// The `Shared<u8, ..>`s, named after their users.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shared {
    A,
    Ab,
    Ah,
    H,
    Bht,
    All,
}

impl Shared {
    pub const ALL: [Self; 6] = [Self::A, Self::Ab, Self::Ah, Self::H, Self::Bht, Self::All];

    pub fn name(self) -> &'static str {
        ["a", "ab", "ah", "h", "bht", "all"][self as usize]
    }

    pub fn handlers(self) -> &'static [Who] {
        match self {
            Self::A => &[Who::A],
            Self::Ab => &[Who::A, Who::B],
            Self::Ah => &[Who::A, Who::High],
            Self::H => &[Who::High],
            Self::Bht => &[Who::B, Who::High, Who::Top],
            Self::All => &[Who::Tick, Who::A, Who::B, Who::High, Who::Top],
        }
    }

    pub fn admits(self, who: Who) -> bool {
        who == Who::Main || self.handlers().contains(&who)
    }

    /// Whether this handler may `get` the value: no other user of the cell preempts it.
    pub fn is_owned_by(self, who: Who) -> bool {
        matches!(
            (self, who),
            (Self::A, Who::A)
                | (Self::Ab, Who::A | Who::B)
                | (Self::Ah | Self::H, Who::High)
                | (Self::Bht, Who::Top)
                | (Self::All, Who::Tick)
        )
    }
}

/// The simulated registers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reg {
    R,
    S,
}

impl Reg {
    pub const ALL: [Self; 2] = [Self::R, Self::S];

    pub fn name(self) -> &'static str {
        ["r", "s"][self as usize]
    }
}

/// What hardware does, at once: a device that acts, or a register that is read or written. `last` is what was read or written; a device has none.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Act {
    Poke(Reg, Value),
    /// Reads a register, and pokes so much more.
    Add(Reg, u8),
    Pend(Who),
    Hold(Who),
    Release(Who),
    /// If the register is odd.
    If(Reg, Vec<Act>),
}

/// Acts at most so many times, at any moments.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Device {
    pub times: u32,
    pub acts: Vec<Act>,
}

/// So many devices at most.
pub const DEVICES: [&str; 3] = ["device_0", "device_1", "device_2"];

/// Those that are locked as a tuple: each pair is a type of its own, so not all are here.
pub const PAIRS: [(Shared, Shared); 8] = [
    (Shared::A, Shared::Ab),
    (Shared::Ab, Shared::Ah),
    (Shared::Ah, Shared::Bht),
    (Shared::Bht, Shared::All),
    (Shared::Ab, Shared::All),
    (Shared::H, Shared::Bht),
    (Shared::Ah, Shared::H),
    (Shared::All, Shared::H),
];

/// The `Moved<u8, ..>`s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moved {
    A,
    High,
}

impl Moved {
    pub const ALL: [Self; 2] = [Self::A, Self::High];

    pub fn name(self) -> &'static str {
        ["moved_a", "moved_h"][self as usize]
    }

    pub fn owner(self) -> Who {
        [Who::A, Who::High][self as usize]
    }
}

/// A number, or `last` plus a number. All arithmetic wraps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Value {
    Is(u8),
    Last(u8),
}

impl Value {
    pub fn with(self, last: u8) -> u8 {
        match self {
            Self::Is(value) => value,
            Self::Last(more) => last.wrapping_add(more),
        }
    }
}

/// An operation, and its number in the program: the line of its own that it is run from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At {
    pub id: u8,
    pub op: Op,
}

impl From<Op> for At {
    fn from(op: Op) -> Self {
        Self { id: 0, op }
    }
}

/// More operations than this have no numbers.
pub const MOST_OPS: usize = 32;

/// What a context does. Of the numbers, `u8` is what is added to the value; a block runs between reading and writing it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Op {
    // Anyone. `true` is by a token: `get_in` and the like.
    Get(Var, bool),
    Set(Var, bool, Value),
    Swap(Var, bool, Value),
    Update(Var, bool, u8, Vec<At>),
    CellTake,
    // `IrqMutex<RefCell<Option<u8>>>`.
    SlotPut(Value),
    SlotTake,
    SlotWith(u8, Vec<At>),
    EventSet,
    EventTake,
    EventIs,
    Signal(Value),
    SignalTake,
    SignalIs,
    SignalReset,
    // The users.
    Lock(Shared, u8, Vec<At>),
    LockIn(Shared, u8, Vec<At>),
    /// Adds to the first, and exchanges the two.
    LockTwo(usize, u8, Vec<At>),
    /// `get`, in a handler at the ceiling.
    Own(Shared, u8, Vec<At>),
    Put(Moved, Value),
    MovedTake(Moved),
    MovedWith(Moved, u8, Vec<At>),
    OwnMoved(Moved, u8),
    // Sections.
    Free(Vec<At>),
    Section(Vec<At>),
    /// In handlers on Cortex-M alone: elsewhere it would let handlers nest that count on not doing so.
    On,
    Off,
    /// After an access to a cell that nobody writes: a look at the mask is no moment of the model's by itself, so a handler of Cortex-M that leaves interrupts off would not come between
    /// another access and the look. (The model's `is_on` says so.)
    IsOn,
    // Lines.
    LineOn(Who),
    LineOff(Who),
    /// `V::enable(main)`, `V::disable(main)`: on Cortex-M. Elsewhere the peripheral's switch.
    Enable(Who),
    Disable(Who),
    /// `V::pause`, `V::resume`: on Cortex-M. Elsewhere the peripheral's switch.
    Pause(Who),
    Resume(Who),
    Pend(Who),
    /// `cpu.is_pending`, `cpu.clear_pending`.
    Pends(Who),
    Clear(Who),
    /// `cpu.hold`, `cpu.release`.
    Hold(Who),
    Release(Who),
    Sleep,
    /// `sleep_until`, by the event; after the same access, for it looks at the mask first.
    Await,
    /// The same, until the byte is odd.
    AwaitByte,
    /// `block_on` a future: of the event, of the signal, and one that polls the byte and registers at an `AtomicWaker`.
    BlockEvent,
    BlockSignal,
    BlockByte,
    /// `AtomicWaker::wake`.
    Wake,
    // Registers.
    Read(Reg),
    Write(Reg, Value),
    /// Reads, and writes so much more: two instructions.
    Modify(Reg, u8),
    /// An input: one of these.
    Any(Vec<u8>),
    /// If `last` is odd, and else.
    If(Vec<At>, Vec<At>),
}

impl Op {
    /// The blocks within it, to be changed.
    pub fn blocks_mut(&mut self) -> impl Iterator<Item = &mut Vec<At>> {
        let (one, two) = match self {
            Self::Update(.., ops)
            | Self::SlotWith(.., ops)
            | Self::Lock(.., ops)
            | Self::LockIn(.., ops)
            | Self::LockTwo(.., ops)
            | Self::Own(.., ops)
            | Self::MovedWith(.., ops)
            | Self::Free(ops)
            | Self::Section(ops) => (Some(ops), None),
            Self::If(odd, even) => (Some(odd), Some(even)),
            _ => (None, None),
        };
        one.into_iter().chain(two)
    }

    /// The blocks within it.
    pub fn blocks(&self) -> impl Iterator<Item = &Vec<At>> {
        let (one, two) = match self {
            Self::Update(.., ops)
            | Self::SlotWith(.., ops)
            | Self::Lock(.., ops)
            | Self::LockIn(.., ops)
            | Self::LockTwo(.., ops)
            | Self::Own(.., ops)
            | Self::MovedWith(.., ops)
            | Self::Free(ops)
            | Self::Section(ops) => (Some(ops), None),
            Self::If(odd, even) => (Some(odd), Some(even)),
            _ => (None, None),
        };
        one.into_iter().chain(two)
    }
}

/// Main, up to three handlers, and how often each comes by itself; and the hardware around.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Program {
    /// It begins with interrupts and all lines on, and not as at reset.
    pub on: bool,
    pub attached: Vec<(Who, u32)>,
    /// By `Who`.
    pub code: [Vec<At>; 6],
    pub devices: Vec<Device>,
    /// What happens when a register is read, by `Reg`.
    pub on_read: [Vec<Act>; 2],
    /// And when it is written.
    pub on_write: [Vec<Act>; 2],
}

impl Program {
    /// Gives each operation its number.
    #[must_use]
    pub fn numbered(mut self) -> Self {
        fn all(ops: &mut [At], next: &mut u8) {
            for at in ops {
                at.id = *next;
                *next += 1;
                at.op.blocks_mut().for_each(|block| all(block, next));
            }
        }
        let mut next = 0;
        self.code.iter_mut().for_each(|ops| all(ops, &mut next));
        self
    }

    pub fn is_attached(&self, who: Who) -> bool {
        self.attached.iter().any(|(vector, _)| *vector == who)
    }

    /// Each operation, with whose it is, from the outer to the inner.
    pub fn each(&self, mut see: impl FnMut(Who, &Op)) {
        fn all(ops: &[At], see: &mut dyn FnMut(&Op)) {
            for At { op, .. } in ops {
                see(op);
                op.blocks().for_each(|block| all(block, see));
            }
        }
        for who in Who::ALL {
            all(&self.code[who as usize], &mut |op| see(who, op));
        }
    }

    /// Each list of what hardware does, but for blocks within.
    pub fn hardware(&self) -> impl Iterator<Item = &Vec<Act>> {
        self.devices.iter().map(|device| &device.acts).chain(&self.on_read).chain(&self.on_write)
    }

    pub fn size(&self) -> usize {
        let mut size = 0;
        self.each(|_, _| size += 1);
        size
    }
}
