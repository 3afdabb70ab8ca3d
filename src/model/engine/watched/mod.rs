//! Watching: code that knows nothing of the model calls back before each of its accesses, as its
//! compiler made it do.
//!
//! Contract: what is watched is the thread that runs the model, while code of the program's runs on
//! it. The engine isn't, nor is what a test does between runs. Nothing unwinds out of a callback,
//! since the code that called it has no landing pads there: a run that ends goes on without points,
//! and is left if that doesn't end either.
//!
//! The callbacks are in `arch::hosted`, and what they call in `engine::callbacks`.
//!
//! - `kinds`: of accesses;
//! - `gate`: who is watched now; and how a run is left;
//! - `calls`: who called whom, for the places in a report;
//! - `registers`: peripherals at their addresses;
//! - `heap`: who used what isn't watched;
//! - `audit`: whether all that accesses statics calls back; `audited`: when that is asked, and of
//!   what;
//! - `fault`: the signals of it, and what is said of memory that isn't there;
//! - `undo`: what a run wrote, which is undone before the next; `before`: what was there; `mapped`:
//!   what memory there is.

mod audit;
mod audited;
mod before;
mod calls;
mod fault;
mod gate;
mod heap;
mod kinds;
mod mapped;
mod registers;
mod undo;

pub(super) use calls::{Caller, Calls, Under};
pub(in crate::model::engine) use gate::{Inside, as_handler, as_hardware, is_stack, leave, leaves_program};
pub(super) use kinds::{
    ATOMIC_COMPARE, ATOMIC_LOAD, ATOMIC_STORE, RANGE_READ, RANGE_WRITE, READ, UNALIGNED_READ,
    UNALIGNED_WRITE, WRITE, made,
};
pub(super) use mapped::Mapped;
pub(super) use registers::number;
pub(in crate::model) use registers::{BusAccess, Peripheral, Reacts, map};
pub(super) use undo::{memory, put_back};

use super::bytes::Bytes;
use crate::model::engine::memory::Memory;
use crate::model::engine::place::Place;
use core::any::Any;
use core::cell::{Cell, RefCell, RefMut};
use core::ops::Range;
use core::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::boxed::Box;
use std::string::String;
use std::sync::OnceLock;
use std::vec::Vec;

/// So many callbacks come behind the end of a run, and it is left.
const SPARE: u32 = 20_000;

/// What is known of the program's statics by its symbols and its debug information.
pub(in crate::model) trait Facts {
    /// What is at an address, of so many bytes, is one word on the emulated CPU's target however
    /// wide it is here: a pointer, or a number as wide as one.
    fn is_pointer(&self, address: usize, size: usize) -> bool;
    /// At an address there may be a pointer: eight bytes that are one, or that nothing is known of.
    fn may_point(&self, address: usize) -> bool;
    /// What is there says whether something is borrowed: who finds it taken, fails.
    fn is_flag(&self, address: usize, size: usize) -> bool;
    /// What a report calls these bytes.
    fn name(&self, address: usize, size: usize) -> String;
    /// How it shows their value.
    fn shown(&self, address: usize, value: &[u8]) -> String;
}

/// What is at an address.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum There {
    /// A static of the program's.
    Static,
    /// One of std's, say.
    Ignored,
    /// AVR's status register, of `c/irqshare.h`.
    Sreg,
    /// A peripheral, by its number.
    Register(usize),
    /// Data that has no name.
    Nameless,
    /// The stack of the thread that runs the model.
    Stack,
    /// The part of it that is another context's.
    OthersStack,
    /// Heap, constants, what another library has.
    Elsewhere,
}

/// A store that is done when the next callback comes.
pub(super) enum Begun {
    Store(Store),
    /// A register is written, which holds this.
    Register(usize, (usize, Box<[u8]>), Place),
    /// SREG is written.
    Sreg(usize, Place),
}

/// So many bytes are about to be stored.
pub(super) struct Store {
    pub(super) address: usize,
    pub(super) old: Box<[u8]>,
    pub(super) place: Place,
    /// One instruction of the target's does it.
    pub(super) whole: bool,
    /// So many of its parts were told. None, of what gcc writes as a whole.
    pub(super) told: usize,
    /// Each part is a byte.
    pub(super) by_bytes: bool,
    /// The number of its event, if there is a picture.
    pub(super) event: Option<usize>,
}

/// A load found words of several times; what is there in truth.
pub(super) struct Load {
    pub(super) address: usize,
    pub(super) real: Box<[u8]>,
}

/// What is watched of a program, and what a run did so far.
pub(in crate::model) struct Watched {
    /// All data of the program, and of each byte what it is.
    data: Range<usize>,
    there: Vec<There>,
    pub(super) facts: Box<dyn Facts>,
    peripherals: Vec<Peripheral>,
    pub(super) calls: RefCell<Calls>,
    undo: RefCell<undo::Undo>,
    /// What the statics had before the first run.
    first: RefCell<Vec<undo::First>>,
    pub(super) load: RefCell<Option<Load>>,
    pub(super) begun: RefCell<Option<Begun>>,
    /// Why the run is over, if it ended in a callback.
    over: RefCell<Option<Box<dyn Any + Send>>>,
    is_over: Cell<bool>,
    spare: Cell<u32>,
    /// What a run did can't be undone, so no other may begin.
    is_spoilt: Cell<bool>,
    /// There was a callback, in this process or in one that it made for a part of the search.
    called: &'static AtomicBool,
    audit: audit::Audit,
    /// An audit found something, in this process or in one that it made.
    refuses: &'static AtomicBool,
    pub(super) heap: RefCell<heap::Heap>,
}

impl Watched {
    /// Of a program whose data is there, with these statics, and others that aren't watched.
    pub(in crate::model) fn new(
        data: Range<usize>,
        (statics, ignored): (&[Range<usize>], &[Range<usize>]),
        sreg: Range<usize>,
        facts: Box<dyn Facts>,
    ) -> Self {
        let mut there = std::vec![There::Nameless; data.len()];
        let mut mark = |all: &[Range<usize>], as_what| {
            for part in all {
                let (from, to) = (part.start.max(data.start), part.end.min(data.end));
                if from < to {
                    there[from - data.start..to - data.start].fill(as_what);
                }
            }
        };
        mark(ignored, There::Ignored);
        mark(statics, There::Static);
        mark(&[sreg], There::Sreg);
        Self {
            data,
            there,
            facts,
            peripherals: Vec::new(),
            calls: RefCell::default(),
            undo: RefCell::default(),
            first: RefCell::default(),
            load: RefCell::default(),
            begun: RefCell::default(),
            over: RefCell::default(),
            is_over: Cell::new(false),
            spare: Cell::new(0),
            is_spoilt: Cell::new(false),
            called: &shared_flags()[0],
            audit: audit::Audit::default(),
            refuses: &shared_flags()[1],
            heap: RefCell::default(),
        }
    }

    /// These aren't watched.
    pub(in crate::model) fn leave_out(&mut self, bytes: Bytes) {
        let (from, to) = (bytes.start.max(self.data.start), bytes.end.min(self.data.end));
        if from < to {
            self.there[from - self.data.start..to - self.data.start].fill(There::Ignored);
        }
    }

    /// A peripheral is there, whose memory is mapped.
    pub(in crate::model) fn has_peripheral(&mut self, range: Range<usize>, reacts: Reacts) {
        self.peripherals.push(Peripheral { range, reacts });
    }

    /// The one with this number.
    pub(super) fn peripheral(&self, number: usize) -> &Peripheral {
        &self.peripherals[number]
    }

    /// Whether gcc is about to copy so many bytes: it has told that it writes them, and nothing
    /// since.
    pub(super) fn copies(&self, size: usize) -> bool {
        matches!(&*self.begun.borrow(), Some(Begun::Store(store)) if store.told == 0 && store.old.len() == size)
    }

    /// It does so now: what is there may be another than when it told.
    pub(super) fn copies_from_now(&self) {
        if let Some(Begun::Store(store)) = &mut *self.begun.borrow_mut() {
            let size = store.old.len();
            // SAFETY: the program has so many bytes there, and writes them next.
            let now = unsafe {
                core::slice::from_raw_parts(core::ptr::with_exposed_provenance(store.address), size)
            };
            store.old.copy_from_slice(now);
        }
    }

    /// What is at an address.
    #[inline]
    pub(super) fn there(&self, address: usize) -> There {
        if self.data.contains(&address) {
            return self.there[address - self.data.start];
        }
        if gate::is_others_stack(address) {
            return There::OthersStack;
        }
        if gate::is_stack(address) {
            return There::Stack;
        }
        let register = self.peripherals.iter().position(|it| it.range.contains(&address));
        register.map_or(There::Elsewhere, There::Register)
    }

    /// A run begins.
    pub(super) fn begins(&self) {
        self.calls.borrow_mut().begin();
        *self.begun.borrow_mut() = None;
        *self.load.borrow_mut() = None;
        self.is_over.set(false);
        *self.over.borrow_mut() = None;
        self.spare.set(SPARE);
        self.heap.borrow_mut().begin();
    }

    /// The run is over, which its code doesn't know.
    pub(super) fn ends(&self, why: Box<dyn Any + Send>) {
        self.over.borrow_mut().get_or_insert(why);
        self.is_over.set(true);
    }

    /// Why it is over, if it ended in a callback.
    pub(super) fn take_end(&self) -> Option<Box<dyn Any + Send>> {
        self.over.borrow_mut().take()
    }

    #[inline]
    pub(super) fn is_over(&self) -> bool {
        self.is_over.get()
    }

    /// Nothing is left of what the last callback announced.
    #[inline]
    pub(super) fn is_settled(&self) -> bool {
        self.begun.borrow().is_none() && self.load.borrow().is_none()
    }

    /// One more callback behind the end.
    pub(super) fn outlives(&self) {
        self.spare.set(self.spare.get().saturating_sub(1));
        if self.spare.get() == 0 && !std::thread::panicking() {
            gate::leave();
        }
    }

    /// What a run wrote.
    pub(super) fn undo(&self) -> RefMut<'_, undo::Undo> {
        self.undo.borrow_mut()
    }

    /// Whether an address is among the program's data.
    pub(super) fn is_data(&self, address: usize) -> bool {
        self.data.contains(&address)
    }

    /// What a run did can't be undone.
    pub(super) fn spoils(&self) {
        self.is_spoilt.set(true);
    }

    /// Whether what a run did couldn't be undone.
    pub(in crate::model) fn is_spoilt(&self) -> bool {
        self.is_spoilt.get()
    }

    /// Something calls back.
    #[inline]
    pub(super) fn calls_back(&self) {
        if !self.called.load(Relaxed) {
            self.called.store(true, Relaxed);
        }
    }

    /// Whether the compiler made anything call back.
    pub(in crate::model) fn was_called(&self) -> bool {
        self.called.load(Relaxed)
    }

    /// Whether the last callback came from where none came before.
    #[inline]
    pub(in crate::model::engine) fn is_new(&self) -> bool {
        self.calls.borrow_mut().is_new()
    }

    /// Where a callback comes from.
    pub(super) fn place(&self, caller: Caller) -> Place {
        self.calls.borrow_mut().place(caller)
    }

    /// These bytes are about to be written, if they are watched.
    pub(super) fn will_write(&self, address: usize, size: usize) {
        if size > 0 && matches!(self.there(address), There::Static | There::Register(_)) {
            self.undo.borrow_mut().keep(Bytes::of(address, size));
        }
    }
}

/// Flags that processes share which this one makes.
fn shared_flags() -> &'static [AtomicBool; 2] {
    static FLAGS: OnceLock<&[AtomicBool; 2]> = OnceLock::new();
    FLAGS.get_or_init(make_shared_flags)
}

fn make_shared_flags() -> &'static [AtomicBool; 2] {
    let (rights, kind) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_SHARED | libc::MAP_ANONYMOUS);
    // SAFETY: it asks for new memory, which is zeroed, and stays.
    let page = unsafe { libc::mmap(core::ptr::null_mut(), 2, rights, kind, -1, 0) };
    assert!(page != libc::MAP_FAILED, "irqshare: there is no memory for a page");
    // SAFETY: a page is there, of which nothing else knows; zero is `false`.
    unsafe { &*page.cast() }
}

/// Where a callback comes from.
pub(in crate::model) fn place_of(watched: &Watched, pc: usize) -> Place {
    watched.place(Caller { pc, sp: 0 })
}

/// Runs what belongs to the engine.
pub(in crate::model) fn as_engine<R>(f: impl FnOnce() -> R) -> R {
    let _inside = Inside::enter();
    f()
}

/// Runs a program's main, watched. What is returned is how it ended, or why it had to.
pub(super) fn run(
    watched: &Watched,
    memory: &Memory,
    main: impl FnOnce(),
) -> Result<(), Box<dyn Any + Send>> {
    fault::notice();
    watched.begins();
    let _audited = watched.begins_audit(memory);
    let ended = gate::run(main);
    match (watched.take_end(), ended) {
        (Some(why), _) => Err(why),
        (None, Some(ended)) => ended,
        (None, None) => unreachable!("a run is left behind its end"),
    }
}
