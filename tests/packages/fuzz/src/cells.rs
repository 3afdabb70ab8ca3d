//! The cells and handlers that programs use: real statics, a real `handlers!`.

use crate::execute::reacts;
use crate::outcome::{FINALS, NOTHING, TORN};
use crate::program::Reg;
use irqshare::model::{Register, Reset};
use irqshare::{AtomicWaker, Event, Global, IrqMutex, Moved, Shared, Signal};
use std::cell::{Cell, RefCell};

pub static BYTE: Global<u8> = Global::new(0);
pub static WORD: Global<u32> = Global::new(0);
pub static WIDE: Global<u64> = Global::new(0);
pub static ODD: Global<[u8; 3]> = Global::new([0; 3]);
pub static CELL: IrqMutex<Cell<u8>> = IrqMutex::new(Cell::new(0));
pub static SLOT: IrqMutex<RefCell<Option<u8>>> = IrqMutex::new(RefCell::new(None));
pub static EVENT: Event = Event::new();
pub static SIGNAL: Signal<u8> = Signal::new();
pub static WAKER: AtomicWaker = AtomicWaker::new();
pub static R: Register<u8> = Register::new(0)
    .on_read(|cpu, held| reacts(cpu, Reg::R, false, held))
    .on_write(|cpu, _, written| reacts(cpu, Reg::R, true, written));
pub static S: Register<u8> = Register::new(0)
    .on_read(|cpu, held| reacts(cpu, Reg::S, false, held))
    .on_write(|cpu, _, written| reacts(cpu, Reg::S, true, written));
/// Nobody writes it.
pub static LOOKED: Global<u8> = Global::new(0);
pub static OF_A: Shared<u8, irq::A> = Shared::new(0);
pub static OF_AB: Shared<u8, (irq::A, irq::B)> = Shared::new(0);
pub static OF_AH: Shared<u8, (irq::A, irq::HIGH)> = Shared::new(0);
pub static OF_H: Shared<u8, (irq::HIGH,)> = Shared::new(0);
pub static OF_BHT: Shared<u8, (irq::B, irq::HIGH, irq::TOP)> = Shared::new(0);
pub static OF_ALL: Shared<u8, (irq::SysTick, irq::A, irq::B, irq::HIGH, irq::TOP)> = Shared::new(0);
pub static MOVED_A: Moved<u8, irq::A> = Moved::new();
pub static MOVED_H: Moved<u8, irq::HIGH> = Moved::new();

mod device {
    /// Not in the order of priorities.
    #[allow(clippy::upper_case_acronyms, reason = "the names of vectors")]
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        TOP = 2,
        B = 3,
        A = 7,
        HIGH = 11,
    }
}

pub mod irq {
    use crate::execute::{Token, handler};
    use crate::program::Who;

    irqshare::handlers! {
        device: super::device;

        fn A(isr) {
            handler(Who::A, Token::A(isr));
        }

        fn B(isr) {
            handler(Who::B, Token::B(isr));
        }

        #[priority(2)]
        fn HIGH(isr) {
            handler(Who::High, Token::High(isr));
        }

        #[priority(3)]
        fn TOP(isr) {
            handler(Who::Top, Token::Top(isr));
        }

        fn SysTick(isr) {
            handler(Who::Tick, Token::Tick(isr));
        }
    }
}

/// A small number in each byte of a value, so that half of it shows.
pub trait Bytes: Copy + Send + 'static {
    fn of(number: u8) -> Self;
    /// The number, or `None` if the bytes differ.
    fn number(self) -> Option<u8>;
}

fn same(bytes: &[u8]) -> Option<u8> {
    bytes.iter().all(|byte| *byte == bytes[0]).then_some(bytes[0])
}

impl Bytes for u8 {
    fn of(number: u8) -> Self {
        number
    }
    fn number(self) -> Option<u8> {
        Some(self)
    }
}

impl Bytes for u32 {
    fn of(number: u8) -> Self {
        Self::from_ne_bytes([number; 4])
    }
    fn number(self) -> Option<u8> {
        same(&self.to_ne_bytes())
    }
}

impl Bytes for u64 {
    fn of(number: u8) -> Self {
        Self::from_ne_bytes([number; 8])
    }
    fn number(self) -> Option<u8> {
        same(&self.to_ne_bytes())
    }
}

impl Bytes for [u8; 3] {
    fn of(number: u8) -> Self {
        [number; 3]
    }
    fn number(self) -> Option<u8> {
        same(&self)
    }
}

pub fn shown<T: Bytes>(value: T) -> u16 {
    value.number().map_or(TORN, u16::from)
}

pub fn if_any(value: Option<u8>) -> u16 {
    value.map_or(NOTHING, u16::from)
}

/// As nobody has used them; between runs.
pub fn clean() {
    // SAFETY: no run is under way, so nobody uses the cells; a slot is valid.
    unsafe {
        *BYTE.slot() = 0;
        *WORD.slot() = 0;
        *WIDE.slot() = 0;
        *ODD.slot() = [0; 3];
        *CELL.slot() = Cell::new(0);
        *SLOT.slot() = RefCell::new(None);
        for shared in [OF_A.slot(), OF_AB.slot(), OF_AH.slot(), OF_H.slot(), OF_BHT.slot(), OF_ALL.slot()] {
            *shared = 0;
        }
        *MOVED_A.slot() = None;
        *MOVED_H.slot() = None;
        *R.slot() = 0;
        *S.slot() = 0;
    }
}

/// What a run left in the cells; between runs.
pub fn finals() -> [u16; FINALS.len()] {
    // SAFETY: no run is under way, so nobody uses the cells; a slot is valid and initialised.
    unsafe {
        [
            shown(*BYTE.slot()),
            shown(*WORD.slot()),
            shown(*WIDE.slot()),
            shown(*ODD.slot()),
            shown((*CELL.slot()).get()),
            if_any(*(*SLOT.slot()).get_mut()),
            shown(*OF_A.slot()),
            shown(*OF_AB.slot()),
            shown(*OF_AH.slot()),
            shown(*OF_H.slot()),
            shown(*OF_BHT.slot()),
            shown(*OF_ALL.slot()),
            if_any(*MOVED_A.slot()),
            if_any(*MOVED_H.slot()),
            (*R.slot()).into(),
            (*S.slot()).into(),
        ]
    }
}
