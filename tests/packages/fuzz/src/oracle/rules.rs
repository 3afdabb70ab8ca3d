//! The rules that the oracle goes by, each with where it is written; and wrong ones, to see that the corpus refutes them.
//!
//! From DESIGN.md's sentence "a handler on one core preempts at a point, runs to completion, nested last in, first out", and from the documentation:
//! - each operation of a cell is atomic (the cells' own pages); `get` of a lock, and a block, is one with what follows in it as far as it masks;
//! - `Setup::avr`, `cortex_m`, `cortex_m0`, `riscv`: who nests, what a lock masks, what is on at reset;
//! - the manuals named in src/model/engine/machine/mod.rs: who goes first of those that pend; that RETI and MRET turn interrupts on again, while on Cortex-M what a handler leaves in PRIMASK
//!   stays; that WFI wakes for what PRIMASK or MIE alone holds off, and for nothing at all;
//! - src/model/engine/machine/late.rs, `Setup::late`: what pends is taken a little later, by what lets it in, and what waited once isn't late again;
//!   nothing waits longer because something else does; RISC-V's writes to CSRs look at once
//!   (*Privileged Architecture*, 3.1.9); on AVR one instruction runs behind RETI, be it a sleep;
//! - the guide's "Hardware" (src/guide/limits.md): pending is a latch, and each firing of `attach` is taken;
//! - levels: *Cortex-M3 Devices Generic User Guide*, 4.2.9 (what makes an interrupt pending, and what its handler's end does); *RISC-V Platform-Level Interrupt Controller Specification*, chapter 8 (a
//!   gateway has one request under way at a time); AVR's datasheets and the CLINT, where the line is the level;
//! - `Setup::device`, `Register`: a device acts between any two instructions, and while main sleeps; a register's reaction is one with the instruction;
//! - `Cpu::is_pending`, `Cpu::clear_pending`: one instruction each, by when what is masked may have
//!   come; *Cortex-M3 Devices Generic User Guide*, 4.2.9, says what they show and do of a level;
//! - `V::pause`, `V::resume`: each looks first, and switches then (src/arch/cortex_m/pause.rs);
//! - `block_on`, `Event`, `Signal`, `AtomicWaker`: what each takes and wakes in which section;
//! - `Setup::atomicity`, `Report::masked`, `Report::nesting`: as `watch` defines them;
//! - from the source alone (src/model/engine/machine/points.rs, `point`): of one that pends and one that arrives by itself, the one that pends goes first, unless the other is more urgent; and
//!   after `sei` on AVR a handler may come before the next *access*, for an instruction of the compiler's may stand between: only `sei; sleep` has no gap.

use crate::program::{Cpu, Shared, Who};

/// A wrong rule. Some program of the corpus refutes each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    LockMasksNothing,
    CeilingTooLow,
    LockMasksAll,
    ReleaseEnables,
    SectionMasksNothing,
    UpdateHasGap,
    ReplaceHasGap,
    WideTears,
    WordTearsOnAvr,
    CellHasGap,
    SlotHasGap,
    EventCountsToOne,
    EventTakeLeaves,
    SignalKeepsTheFirst,
    MovedTakeLeaves,
    PutIsLost,
    AvrNests,
    RiscvNests,
    CortexDoesNotNest,
    EqualPriorityPreempts,
    LowestNumberGoesLast,
    PriorityDoesNotRank,
    PendingIsLostWhileMasked,
    PendingCounts,
    SwitchedOffIsForgotten,
    UrgentComesAfterPending,
    OneFiringAtMost,
    HandlerRestoresPrimask,
    RetiKeepsMasked,
    SeiHasNoShadow,
    WfiNeedsUnmasked,
    OnlyInterruptsWake,
    NothingComesAfterMain,
    LinesAreOnAtReset,
    // How late.
    NothingIsLate,
    LinesAreNoLater,
    SectionsEndWithABarrier,
    WhatWaitedWaitsAgain,
    WaitsAsLongAsAnother,
    SleepWaits,
    // Levels.
    LevelsArePulses,
    LevelsStay,
    NothingLatches,
    EverythingLatches,
    LevelIsNotLookedAtInTheEnd,
    ClearingEndsLevels,
    WhatIsMaskedComesLater,
    // Devices and registers.
    DevicesAreMasked,
    DevicesSleepToo,
    ReadingDoesNothing,
    WritingGoesFirst,
    // Lines, inputs, tasks.
    ResumeSwitchesOn,
    AnyIsTheFirst,
    WakingIsLost,
    // What is looked at.
    ReadsAreWritten,
    RunsOfAHandlerAreOne,
    EachAccessStrikes,
    WhatBeginsIsOverwritten,
    HandlersDontProlong,
    NestingIsTwoAtMost,
}

impl Wrong {
    pub const ALL: [Self; 60] = [
        Self::LockMasksNothing,
        Self::CeilingTooLow,
        Self::LockMasksAll,
        Self::ReleaseEnables,
        Self::SectionMasksNothing,
        Self::UpdateHasGap,
        Self::ReplaceHasGap,
        Self::WideTears,
        Self::WordTearsOnAvr,
        Self::CellHasGap,
        Self::SlotHasGap,
        Self::EventCountsToOne,
        Self::EventTakeLeaves,
        Self::SignalKeepsTheFirst,
        Self::MovedTakeLeaves,
        Self::PutIsLost,
        Self::AvrNests,
        Self::RiscvNests,
        Self::CortexDoesNotNest,
        Self::EqualPriorityPreempts,
        Self::LowestNumberGoesLast,
        Self::PriorityDoesNotRank,
        Self::PendingIsLostWhileMasked,
        Self::PendingCounts,
        Self::SwitchedOffIsForgotten,
        Self::UrgentComesAfterPending,
        Self::OneFiringAtMost,
        Self::HandlerRestoresPrimask,
        Self::RetiKeepsMasked,
        Self::SeiHasNoShadow,
        Self::WfiNeedsUnmasked,
        Self::OnlyInterruptsWake,
        Self::NothingComesAfterMain,
        Self::LinesAreOnAtReset,
        Self::NothingIsLate,
        Self::LinesAreNoLater,
        Self::SectionsEndWithABarrier,
        Self::WhatWaitedWaitsAgain,
        Self::WaitsAsLongAsAnother,
        Self::SleepWaits,
        Self::LevelsArePulses,
        Self::LevelsStay,
        Self::NothingLatches,
        Self::EverythingLatches,
        Self::LevelIsNotLookedAtInTheEnd,
        Self::ClearingEndsLevels,
        Self::WhatIsMaskedComesLater,
        Self::DevicesAreMasked,
        Self::DevicesSleepToo,
        Self::ReadingDoesNothing,
        Self::WritingGoesFirst,
        Self::ResumeSwitchesOn,
        Self::AnyIsTheFirst,
        Self::WakingIsLost,
        Self::ReadsAreWritten,
        Self::RunsOfAHandlerAreOne,
        Self::EachAccessStrikes,
        Self::WhatBeginsIsOverwritten,
        Self::HandlersDontProlong,
        Self::NestingIsTwoAtMost,
    ];
}

#[derive(Debug, Clone, Copy)]
pub struct Rules {
    pub cpu: Cpu,
    pub wrong: Option<Wrong>,
    /// How many instructions the CPU may be late, if not as by itself.
    pub late: Option<u8>,
}

/// What lets in something that pends, by how late it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lets {
    /// `pend`, a level, by the program.
    Request,
    /// The same by a register or a device: its line takes cycles.
    Line,
    /// The end of a section or a lock.
    Unmasks,
    /// The same, with a barrier behind it.
    Barrier,
    /// A handler's end.
    Returns,
}

/// By `Who`: main has none.
const PRIORITY: [u16; 6] = [0, 1, 1, 2, 3, 256];
const NUMBER: [u16; 6] = [0, 7, 3, 11, 2, 15];

impl Rules {
    pub fn is(self, wrong: Wrong) -> bool {
        self.wrong == Some(wrong)
    }

    /// How many instructions may be executed before what pends is taken, behind what lets it in.
    pub fn late(self, lets: Lets) -> u8 {
        match (lets, self.cpu) {
            (Lets::Barrier, _) => 0,
            _ if self.is(Wrong::NothingIsLate) => 0,
            (Lets::Unmasks, _) if self.is(Wrong::SectionsEndWithABarrier) => 0,
            (Lets::Request, _) => self.late.unwrap_or(1),
            (Lets::Line, _) if self.is(Wrong::LinesAreNoLater) => self.late.unwrap_or(1),
            (Lets::Line, _) => self.late.unwrap_or(2),
            // MRET and an exception's return look at once, and so does a write to a CSR; AVR executes one more instruction behind RETI as behind SEI.
            (Lets::Returns, Cpu::Avr) | (Lets::Unmasks, Cpu::Avr | Cpu::CortexM | Cpu::CortexM0) => {
                self.late.unwrap_or(1).min(1)
            }
            (Lets::Returns | Lets::Unmasks, _) => 0,
        }
    }

    pub fn priority(self, who: Who) -> u16 {
        PRIORITY[who as usize]
    }

    pub fn nests(self) -> bool {
        match self.cpu {
            Cpu::Avr => self.is(Wrong::AvrNests),
            Cpu::RiscV => self.is(Wrong::RiscvNests),
            _ => !self.is(Wrong::CortexDoesNotNest),
        }
    }

    /// The highest priority among the users.
    pub fn ceiling(self, cell: Shared) -> u16 {
        let highest = cell.handlers().iter().map(|who| self.priority(*who)).max();
        highest.unwrap_or(0)
    }

    /// How far a lock masks: `None` is everything. BASEPRI can't hold off the top priority.
    pub fn level(self, ceiling: u16) -> Option<u8> {
        let level = u8::try_from(ceiling).ok();
        let level = level.filter(|_| self.cpu == Cpu::CortexM && !self.is(Wrong::LockMasksAll));
        level.map(|level| if self.is(Wrong::CeilingTooLow) { level - 1 } else { level })
    }

    /// Whether a level that is withdrawn before its handler ran leaves it pending.
    pub fn latches(self, who: Who) -> bool {
        match self.cpu {
            _ if self.is(Wrong::NothingLatches) => false,
            _ if self.is(Wrong::EverythingLatches) => true,
            Cpu::Avr => false,
            Cpu::RiscV => NUMBER[who as usize] == 11,
            _ => true,
        }
    }

    /// Who goes first of those that pend: the larger.
    pub fn rank(self, who: Who) -> (u16, i32) {
        let number = NUMBER[who as usize];
        let first = match self.cpu {
            _ if self.is(Wrong::PriorityDoesNotRank) => 0,
            Cpu::Avr => 0,
            // The external interrupt is number 11.
            Cpu::RiscV => u16::from(number == 11),
            _ => self.priority(who),
        };
        let number = i32::from(number);
        (first, if self.is(Wrong::LowestNumberGoesLast) { number } else { -number })
    }
}
