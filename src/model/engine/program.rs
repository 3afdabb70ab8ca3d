//! `Program`: what is run, on which CPU: the lines with their handlers and devices, the memory, and what a run must keep to.
//!
//! Contract: it stays as it is during a search. All code that isn't the engine's is called by way of it: handlers, devices, and what resets memory.

use super::memory::Memory;
use super::together::Groups;
use core::any::TypeId;
use std::boxed::Box;
use std::vec::Vec;

/// What is run.
pub(in crate::model) struct Program {
    pub(in crate::model) cpu: CpuKind,
    /// It starts with interrupts on, and each line that can be without more.
    pub(in crate::model) on: bool,
    /// In the order in which they were attached.
    pub(in crate::model) lines: Vec<Attached>,
    pub(in crate::model) memory: Memory,
    /// Whether accesses are looked at that aren't atomic.
    pub(in crate::model) atomicity: bool,
    /// Which variables belong together.
    pub(in crate::model) groups: Groups,
    pub(in crate::model) max_nesting: Option<u32>,
    pub(in crate::model) max_in_a_row: u32,
    /// For so many accesses what pends may wait before it is taken.
    pub(in crate::model) late: Option<u32>,
    /// So many accesses, sections and firings, and it doesn't end.
    pub(in crate::model) longest: u64,
    /// So many rounds of a wait in which nothing changes, and it is tried whether it ends by itself.
    pub(in crate::model) fair_after: u32,
    pub(in crate::model) mutant: Option<Mutant>,
    /// How many bits of a priority the chip has, on a Cortex-M.
    pub(in crate::model) priority_bits: u8,
    /// How often in a run a sleep may end for no reason.
    pub(in crate::model) spurious_wakes: u32,
    /// SCR.SEVONPEND: what becomes pending is an event.
    pub(in crate::model) event_on_pend: bool,
    /// The statics of watched code.
    #[cfg(irqshare_watch)]
    pub(in crate::model) watched: Option<super::watched::Watched>,
}

/// Which CPU is emulated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::model) enum CpuKind {
    Avr,
    /// Handlers nest by level: three, of the PMIC.
    AvrXmega,
    /// tinyAVR 0 to 2, megaAVR-0, AVR-Dx: two levels, the upper one for one vector, of the CPUINT.
    AvrDx,
    CortexM,
    CortexM0,
    RiscV,
}

/// RISC-V's interrupt from outside, behind which a PLIC stands (*Privileged Architecture*, table 14).
pub(super) const MACHINE_EXTERNAL: u16 = 11;

/// What a device does when it acts, or a handler that something else binds.
pub(in crate::model) type Acts = Box<dyn Fn()>;

/// Whether a device may act: it looks, and does nothing.
pub(in crate::model) type Condition = Box<dyn Fn() -> bool>;

/// A device.
pub(in crate::model) struct Acting {
    pub(in crate::model) acts: Acts,
    /// When it may act.
    pub(in crate::model) condition: Option<Condition>,
    /// When it has acted as often as it may by itself, it acts for what waits for it.
    pub(in crate::model) runs_on: bool,
}

/// What is attached to a line: a vector, or a device.
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(in crate::model) struct Attached {
    /// The vector's type.
    pub(in crate::model) id: TypeId,
    pub(in crate::model) name: &'static str,
    pub(in crate::model) number: u16,
    pub(in crate::model) priority: u16,
    /// The level that it starts with, where handlers nest by levels that are set at run time.
    pub(in crate::model) level: u16,
    /// It is off until it is enabled.
    pub(in crate::model) switched: bool,
    /// Only its own `enable` gives it what its handler uses.
    pub(in crate::model) takes_values: bool,
    /// May be called by the emulated CPU alone.
    pub(in crate::model) handler: unsafe fn(),
    /// What the CPU calls instead, if something else binds the handler.
    pub(in crate::model) elsewhere: Option<Acts>,
    /// Drops the values that moved into the handler. May be called between runs alone.
    pub(in crate::model) clear: unsafe fn(),
    /// How often it arrives at most.
    pub(in crate::model) firings: u32,
    /// What a device does; `None` for a vector.
    pub(in crate::model) device: Option<Acting>,
    /// The most accesses for which sections may hold it off.
    pub(in crate::model) max_masked: Option<u32>,
    /// It may look for a value that isn't there yet.
    pub(in crate::model) may_be_early: bool,
    /// A search in which it never fires is all right.
    pub(in crate::model) may_stay_silent: bool,
}

/// A fault built into the emulated CPU, to see that a test would notice: see [`Setup::mutant`](crate::model::Setup::mutant).
///
/// ```
/// use irqshare::{Global, model::{self, Mutant, Setup}};
///
/// irqshare::handlers! {
///     device: irqshare::model::atmega328p;
///     fn ADC(_isr) { SAMPLE.set(0x100) }
/// }
/// static SAMPLE: Global<u16> = Global::new(0);
///
/// let setup = Setup::avr().attach::<ADC>(1).reset(&SAMPLE, || 0xff).interrupts_on();
/// // SAFETY: any two bytes are a `u16`, and the run borrows nothing.
/// let broken = unsafe { setup.mutant(Mutant::MaskNothing) };
/// let failure = model::try_check(&broken, |_cpu, _main| {
///     assert!([0xff, 0x100].contains(&SAMPLE.get()));
/// });
/// assert!(failure.is_err()); // so the test does notice when a section is missing
/// ```
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

impl CpuKind {
    pub(in crate::model) fn is_cortex(self) -> bool {
        matches!(self, Self::CortexM | Self::CortexM0)
    }

    pub(in crate::model) fn is_avr(self) -> bool {
        matches!(self, Self::Avr | Self::AvrXmega | Self::AvrDx)
    }

    /// Whether handlers preempt each other by levels that are set at run time.
    pub(in crate::model) fn has_levels(self) -> bool {
        matches!(self, Self::AvrXmega | Self::AvrDx)
    }

    /// How many bits of a priority there are unless the test says otherwise. v6-M and v8-M.base have two (*Armv6-M Architecture Reference Manual*, B3.4).
    fn priority_bits(self) -> u8 {
        if self == Self::CortexM0 { 2 } else { 8 }
    }
}

impl Attached {
    /// The condition under which it acts, if it is a device that has one.
    pub(super) fn condition(&self) -> Option<&Condition> {
        self.device.as_ref()?.condition.as_ref()
    }

    /// Whether it is a device that acts only for what waits for it, so that it needn't.
    pub(in crate::model) fn waits_to_be_wanted(&self) -> bool {
        self.runs_on() && self.firings == 0
    }

    /// Whether it is a device that runs on.
    pub(in crate::model) fn runs_on(&self) -> bool {
        self.device.as_ref().is_some_and(|device| device.runs_on)
    }
}

impl Program {
    /// So long is a schedule at most, unless the test says otherwise.
    pub(in crate::model) const LONGEST: u64 = 1_000_000;

    /// Nothing attached, nothing in memory, no budgets.
    pub(in crate::model) fn new(cpu: CpuKind) -> Self {
        Self {
            cpu,
            on: false,
            lines: Vec::new(),
            memory: Memory::default(),
            atomicity: false,
            groups: Groups::default(),
            max_nesting: None,
            max_in_a_row: 1_000,
            late: None,
            longest: Self::LONGEST,
            fair_after: 3,
            mutant: None,
            priority_bits: cpu.priority_bits(),
            spurious_wakes: 1,
            event_on_pend: false,
            #[cfg(irqshare_watch)]
            watched: None,
        }
    }

    /// The highest priority, or level, that the hardware has.
    pub(in crate::model) fn top(&self) -> u16 {
        match self.cpu {
            CpuKind::AvrXmega => 3,
            CpuKind::AvrDx => 2,
            CpuKind::CortexM | CpuKind::CortexM0 => 1 << self.priority_bits,
            CpuKind::Avr | CpuKind::RiscV => u16::MAX,
        }
    }

    /// The priority with which a line starts. One at the model's own top, as SysTick and PendSV have it, is the top of a chip with fewer bits.
    pub(in crate::model) fn priority(&self, line: &Attached) -> u16 {
        if self.cpu.has_levels() { line.level } else { line.priority.min(self.top()) }
    }

    /// Whether main starts with interrupts off.
    pub(in crate::model) fn starts_masked(&self) -> bool {
        !self.cpu.is_cortex() && !self.on
    }

    /// The most arrivals that a schedule can have.
    pub(in crate::model) fn arrivals(&self) -> u32 {
        self.lines.iter().fold(0, |all, line| all.saturating_add(line.firings))
    }

    /// The name of a vector, of a device, or of main.
    pub(in crate::model) fn name(&self, who: Option<usize>) -> &'static str {
        who.map_or("main", |line| self.lines[line].name)
    }

    /// A search, or a run, begins.
    pub(in crate::model) fn begins(&self) {
        #[cfg(irqshare_watch)]
        if let Some(watched) = &self.watched {
            watched.remembers(&self.memory);
        }
    }

    /// Whether it was to be watched, and nothing of it called back.
    pub(in crate::model) fn is_silent(&self) -> bool {
        #[cfg(irqshare_watch)]
        let silent = self.watched.as_ref().is_some_and(|watched| !watched.was_called());
        #[cfg(not(irqshare_watch))]
        let silent = false;
        silent
    }

    /// Whether no other run may begin, for the last one couldn't be undone.
    pub(in crate::model) fn is_spoilt(&self) -> bool {
        #[cfg(irqshare_watch)]
        let spoilt = self.watched.as_ref().is_some_and(|watched| watched.is_spoilt());
        #[cfg(not(irqshare_watch))]
        let spoilt = false;
        spoilt
    }

    /// Resets the memory, and drops what moved into handlers.
    pub(super) fn start_afresh(&self) {
        for line in &self.lines {
            // SAFETY: no run is under way, so no handler and no main has a reference.
            unsafe { (line.clear)() };
        }
        self.memory.reset();
    }
}
