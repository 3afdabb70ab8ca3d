//! `Setup`: which CPU, which vectors and how often, what is reset before each run, how long to search.

use super::reset::Reset;
use crate::mask::bind::Line;
use core::any::TypeId;
use std::boxed::Box;
use std::string::String;
use std::vec::Vec;

/// The emulated machine and the search: build one, then give it to [`check`](super::check), [`replay`](super::replay) or [`run`](super::run).
pub struct Setup {
    pub(super) kind: Kind,
    pub(super) name: &'static str,
    pub(super) on: bool,
    pub(super) vectors: Vec<Attached>,
    pub(super) resets: Vec<(usize, Box<dyn Fn()>)>,
    pub(super) most: Option<u64>,
    pub(super) sample: Option<(u64, u64)>,
    pub(super) reduced: bool,
    pub(super) mutant: Option<Mutant>,
    /// The first thing that is wrong with it, to be told by whoever runs it.
    pub(super) wrong: Option<String>,
}

/// Which CPU is emulated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Avr,
    CortexM,
    CortexM0,
    RiscV,
}

/// A vector as the machine knows it.
pub(super) struct Attached {
    pub(super) id: TypeId,
    pub(super) name: &'static str,
    pub(super) number: u16,
    pub(super) priority: u16,
    pub(super) switched: bool,
    pub(super) takes_values: bool,
    pub(super) handler: unsafe fn(),
    pub(super) clear: unsafe fn(),
    pub(super) firings: u32,
}

/// A fault built into the emulated CPU, to see that a test would notice: see [`Setup::mutant`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mutant {
    /// Sections and locks mask nothing.
    MaskNothing,
    /// The end of a section or lock enables, instead of restoring what was there.
    ReleaseEnables,
    /// A lock masks up to one priority below its ceiling.
    CeilingTooLow,
}

impl Setup {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            name: "",
            on: false,
            vectors: Vec::new(),
            resets: Vec::new(),
            most: None,
            sample: None,
            reduced: false,
            mutant: None,
            wrong: None,
        }
        .reset(&crate::wait::WOKEN, || false)
    }

    /// An AVR: a word is one byte, handlers don't nest, interrupts are off at reset, and the instruction after `sei` runs before any handler does.
    pub fn avr() -> Self {
        Self::new(Kind::Avr)
    }

    /// A Cortex-M of v7-M or v8-M.main: four bytes (eight to load), handlers nest by priority, locks mask up to their ceiling, interrupts are on at
    /// reset but each line is off until its `enable`.
    pub fn cortex_m() -> Self {
        Self::new(Kind::CortexM)
    }

    /// A Cortex-M of v6-M or v8-M.base: as [`cortex_m`](Self::cortex_m), without BASEPRI, so every lock masks everything.
    pub fn cortex_m0() -> Self {
        Self::new(Kind::CortexM0)
    }

    /// A RISC-V in machine mode: four bytes, handlers don't nest, interrupts are off at reset.
    pub fn riscv() -> Self {
        Self::new(Kind::RiscV)
    }

    /// Names what is checked, so that tokens of one check aren't taken for another's with the same vectors, in the same test or example.
    #[must_use]
    pub fn named(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    /// Starts as if initialisation was over: interrupts on, and every attached line enabled (but those whose handlers take values along: they want
    /// their `enable`).
    #[must_use]
    pub fn interrupts_on(mut self) -> Self {
        self.on = true;
        self
    }

    /// Attaches a vector whose interrupt arrives at most `firings` times, at any moments.
    #[must_use]
    pub fn attach<V: Line>(mut self, firings: u32) -> Self {
        if firings == 0 {
            self.complain(std::format!(
                "`{}` is attached with a bound of zero firings: a bound is 1 or more",
                V::NAME
            ));
        }
        if self.vectors.iter().any(|v| v.id == TypeId::of::<V>()) {
            self.complain(std::format!("`{}` is attached twice: give the bound once", V::NAME));
        }
        if self.vectors.len() == super::path::MOST_VECTORS {
            self.complain(std::format!("more than {} vectors are attached", super::path::MOST_VECTORS));
        }
        self.vectors.push(Attached {
            id: TypeId::of::<V>(),
            name: V::NAME,
            number: V::NUMBER,
            priority: V::PRIORITY,
            switched: V::SWITCHED,
            takes_values: V::TAKES_VALUES,
            handler: V::handler,
            clear: V::clear,
            firings,
        });
        self
    }

    /// Resets a cell to a value before every run. Every cell that a run touches must be reset, so that no schedule sees what another left.
    #[must_use]
    pub fn reset<C: Reset + 'static>(
        mut self,
        cell: &'static C,
        value: impl Fn() -> C::Value + 'static,
    ) -> Self {
        // The value of a zero-sized cell has no address of its own; none is needed.
        self.resets.push((
            cell.slot() as usize,
            Box::new(move || {
                // SAFETY: between runs nobody uses the cell: its references last no longer than a run.
                unsafe { *cell.slot() = value() }
            }),
        ));
        self
    }

    /// Runs schedules that differ only in the order of what is independent once: two contexts' accesses to different cells, or two reads. A handler then strikes where it
    /// makes a difference, so the search grows with the accesses that conflict, not with all of them.
    ///
    /// Nothing that shows in cells, in failures of the machine, or in the order of one context's own accesses is lost. What the program keeps
    /// elsewhere (a thread-local that the handlers count up, and main compares with a cell) may not be seen in every order any more: use cells for it.
    ///
    /// Samples are not reduced.
    #[must_use]
    pub fn reduced(mut self) -> Self {
        self.reduced = true;
        self
    }

    /// Stops the search after so many schedules, and then **fails** as incomplete if there are more.
    #[must_use]
    pub fn limit(mut self, schedules: u64) -> Self {
        if schedules == 0 {
            self.complain("a limit of zero schedules checks nothing: a limit is 1 or more".into());
        }
        self.most = Some(schedules);
        self
    }

    /// Runs so many schedules chosen by chance, instead of all. The report says that it is a sample.
    #[must_use]
    pub fn sample(mut self, schedules: u64, seed: u64) -> Self {
        if schedules == 0 {
            self.complain("a sample of zero schedules checks nothing: a sample is 1 or more".into());
        }
        self.sample = Some((schedules, seed));
        self
    }

    /// Builds a fault into the emulated CPU, to see that a test fails when it should.
    ///
    /// # Safety
    /// What the masks would have held off now runs: a value wider than a machine word may be read half old, half new. So every bit pattern must be
    /// a value of the types that the run reads from `Global`s, and the run must not use what a section alone keeps sound, such as `&T`
    /// borrowed from an `IrqMutex` across other accesses. A second `&mut T` to a `Shared` is refused before it is made.
    #[must_use]
    pub unsafe fn mutant(mut self, mutant: Mutant) -> Self {
        self.mutant = Some(mutant);
        self
    }

    fn complain(&mut self, what: String) {
        self.wrong.get_or_insert(what);
    }

    /// What a token belongs to: the CPU, the vectors and their bounds, and the test that runs it.
    pub(super) fn identity(&self, place: &core::panic::Location<'_>) -> u32 {
        let mut text = std::format!(
            "{} {:?} {:?} {} {:?}",
            place.file(),
            self.name,
            self.kind,
            self.on,
            std::thread::current().name()
        );
        for v in &self.vectors {
            text += &std::format!(" {} {} {} {}", v.name, v.number, v.priority, v.firings);
        }
        super::path::hash(text.as_bytes())
    }
}

impl core::fmt::Debug for Setup {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Setup")
            .field("cpu", &self.kind)
            .field("vectors", &self.vectors.iter().map(|v| (v.name, v.firings)).collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}
