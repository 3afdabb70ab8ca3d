//! Architectures: what a CPU does in its own way. Each has a folder, and no folder names another; `build.rs` says which one a build has.
//!
//! Each folder has the same face:
//! - `masks`: the masks that it has, for `irqshare::mask`; `Own` holds off this core's handlers: the mask of locks, and where there is one core that of sections, too;
//! - `switch`: `enable`, `disable`, `are_enabled`, and the parts of a sleep, of the CPU, whatever mask the cells use;
//! - `bind`: how a handler gets into its vector's slot. `__irqshare_bind!` (a handler), `__irqshare_bind_values!` (one that values move into), `__irqshare_exception!`, `__irqshare_elsewhere!` (one that something else binds), `__irqshare_main!`, `__irqshare_main_of_an_entry!`, and what
//!   they call; `__irqshare_priority_in_hal!`, the default of a HAL's vectors. `attribute.rs` says which of them take `attribute: ..;`. Bodies stand in a safe function inside the trampoline, so that unsafe operations in them still want `unsafe`; trampolines are `unsafe` and can't be named from outside;
//! - `Main::take`, which asks the hardware where that tells main from a handler;
//! - `WORD`: how many bytes one instruction loads or stores; `LOADS_TWO` and `load_eight`: whether one loads two words, and how;
//! - `swaps`, `swap` and `fetch`: whether memory of a size is changed as if by one instruction, and
//!   how; on one core alone;
//! - `runs_above`: whether the running context is above a ceiling, where a lock up to there lets it in; `Inside`: which context is in such a lock; `LETS_ABOVE_IN`: whether there are such locks, and these two know;
//! - `LEVELS_CHANGE`: whether handlers preempt each other by levels that are set at run time.
//!
//! `hosted` is the model's, whose accesses are no instructions: it has a `Word` of its own. `other` is any CPU that irqshare doesn't know, hosts without the model among them: it has no mask and no switch.
//!
//! The files beside the folders are what several of them share.

#[cfg(irqshare_arch = "avr")]
mod avr;
#[cfg(irqshare_arch = "avr")]
pub(crate) use avr::*;

#[cfg(irqshare_arch = "cortex_m")]
mod cortex_m;
#[cfg(irqshare_arch = "cortex_m")]
pub(crate) use cortex_m::*;

#[cfg(irqshare_arch = "hosted")]
pub(crate) mod hosted;
#[cfg(irqshare_arch = "hosted")]
pub(crate) use hosted::*;

#[cfg(irqshare_arch = "riscv")]
mod riscv;
#[cfg(irqshare_arch = "riscv")]
pub(crate) use riscv::*;

#[cfg(irqshare_arch = "other")]
mod other;
#[cfg(irqshare_arch = "other")]
pub(crate) use other::*;

#[cfg(not(any(
    irqshare_arch = "hosted",
    all(irqshare_arch = "cortex_m", any(irqshare_mainline, irqshare_mask = "custom"))
)))]
mod all_held;
mod attribute;
#[cfg(any(irqshare_arch = "cortex_m", irqshare_arch = "hosted"))]
mod bound_line;
#[cfg(any(
    irqshare_arch = "cortex_m",
    irqshare_arch = "hosted",
    all(irqshare_arch = "other", not(target_os = "none"))
))]
mod elsewhere;
#[cfg(not(any(irqshare_arch = "hosted", all(irqshare_arch = "other", not(target_os = "none")))))]
mod entry;
#[cfg(all(
    irqshare_single_core,
    target_has_atomic = "32",
    any(irqshare_arch = "cortex_m", irqshare_arch = "riscv")
))]
mod fetch;
#[cfg(any(irqshare_arch = "hosted", all(irqshare_arch = "other", not(target_os = "none"))))]
mod host_entry;
#[cfg(all(
    feature = "embassy-sync-08",
    any(
        irqshare_arch = "hosted",
        all(irqshare_arch = "cortex_m", any(irqshare_mainline, irqshare_mask = "custom"))
    )
))]
mod inside;
#[cfg(any(irqshare_arch = "cortex_m", irqshare_arch = "hosted", irqshare_arch = "riscv"))]
mod line;
#[cfg(any(irqshare_arch = "cortex_m", irqshare_arch = "hosted", irqshare_arch = "riscv"))]
pub use line::Line;
#[cfg(not(irqshare_arch = "hosted"))]
mod neighbours;
#[cfg(all(
    irqshare_single_core,
    not(irqshare_arch = "hosted"),
    not(all(target_has_atomic = "32", any(irqshare_arch = "cortex_m", irqshare_arch = "riscv")))
))]
mod no_swap;
mod refusals;
#[cfg(not(irqshare_arch = "cortex_m"))]
mod take;
#[cfg(all(irqshare_single_core, not(any(irqshare_arch = "hosted", irqshare_mainline))))]
mod two_words;
mod whole;
pub(crate) use whole::whole;
