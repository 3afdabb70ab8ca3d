//! What one instruction does to control flow and to the mask.

mod avr;
mod riscv;
mod thumb;

use crate::listing::{Instruction, Listing};
use clap::ValueEnum;

/// The cores that the project supports, as excuses name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Core {
    /// AVR.
    #[value(name = "avr")]
    Avr,
    /// Armv6-M.
    #[value(name = "v6m")]
    V6m,
    /// Armv7-M.
    #[value(name = "v7m")]
    V7m,
    /// Armv8-M mainline.
    #[value(name = "v8m.main")]
    V8mMain,
    /// RISC-V in machine mode.
    #[value(name = "riscv")]
    Riscv,
}

impl Core {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Avr => "avr",
            Self::V6m => "v6m",
            Self::V7m => "v7m",
            Self::V8mMain => "v8m.main",
            Self::Riscv => "riscv",
        }
    }

    /// How its instructions are read.
    pub fn isa(self) -> Isa {
        match self {
            Self::Avr => Isa::Avr,
            Self::V6m | Self::V7m | Self::V8mMain => Isa::Thumb,
            Self::Riscv => Isa::Riscv,
        }
    }

    /// The GNU objdump that Debian has for it.
    pub fn objdump(self) -> &'static str {
        match self.isa() {
            Isa::Avr => "avr-objdump",
            Isa::Thumb => "arm-none-eabi-objdump",
            Isa::Riscv => "riscv64-unknown-elf-objdump",
        }
    }

    /// Whether locks there hold off handlers up to the ceiling only.
    pub fn has_ceilings(self) -> bool {
        matches!(self, Self::V7m | Self::V8mMain)
    }
}

/// Instruction sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Isa {
    /// AVR.
    Avr,
    /// Thumb and Thumb-2.
    Thumb,
    /// RISC-V.
    Riscv,
}

impl Isa {
    /// What begins a comment in objdump's operands.
    pub(crate) fn comment_signs(self) -> &'static [&'static str] {
        match self {
            Self::Avr => &[";"],
            Self::Thumb => &["@", ";"],
            Self::Riscv => &["#"],
        }
    }

    /// The address of the code that a function pointer means: bit 0 of Thumb's says the instruction set.
    pub fn code_address(self, pointer: u32) -> u32 {
        if self == Self::Thumb { pointer & !1 } else { pointer }
    }

    /// Reads one instruction.
    pub fn decode(self, listing: &Listing, instruction: &Instruction) -> Step {
        match self {
            Self::Avr => avr::decode(instruction),
            Self::Thumb => thumb::decode(instruction),
            Self::Riscv => riscv::decode(listing, instruction),
        }
    }
}

/// Where control goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// To the next instruction.
    Next,
    /// There.
    Jump(u32),
    /// There, or to the next.
    Branch(u32),
    /// To the next, or the next but one.
    Skip,
    /// There, and later back to the next.
    Call(u32),
    /// To an address that isn't known, and later back to the next.
    CallIndirect,
    /// To an address that isn't known: a call that leaves its own return to the callee.
    JumpIndirect,
    /// It sleeps, then goes to the next.
    Sleep,
    /// Back.
    Return,
    /// Somewhere that the walk can't follow; why.
    Unsupported(&'static str),
}

/// What is done to the mask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    None,
    /// One level more of everything off.
    Raise,
    /// One level less of everything off.
    Lower,
    /// No level of everything off left.
    Open,
    /// One ceiling more (BASEPRI).
    RaiseCeiling,
    /// One ceiling less.
    LowerCeiling,
}

/// One instruction, read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Control flow.
    pub flow: Flow,
    /// The mask.
    pub effect: Effect,
}

impl Step {
    const NEXT: Self = Self::flow(Flow::Next);

    const fn flow(flow: Flow) -> Self {
        Self { flow, effect: Effect::None }
    }

    const fn effect(effect: Effect) -> Self {
        Self { flow: Flow::Next, effect }
    }

    const fn unsupported(why: &'static str) -> Self {
        Self::flow(Flow::Unsupported(why))
    }
}
