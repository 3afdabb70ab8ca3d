//! The judge: proves from the log of an on-target sweep, and from the disassembly of what ran, that every instruction boundary of every
//! operation was struck by an interrupt or is masked; and that the same sweep catches a build whose masks do nothing.
//!
//! It trusts objdump, the addresses that the firmware logged, and that an instruction does to the mask what [`isa`] says. It doesn't trust
//! the firmware to have run everything: what the ELF defines and the log lacks is an error.

pub mod excuses;
pub mod isa;
pub mod listing;
pub mod log;
pub mod mask;
pub mod name;
pub mod nested;
pub mod sweep;
pub mod table;
pub mod verdict;
pub mod walk;
