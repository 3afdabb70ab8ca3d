//! `lend`: whether the handler runs that something else binds.
//!
//! Who can hold an `Isr<V>` of such a vector, and when:
//! - the handler of `V` alone. IPSR holds the number of the exception that runs, and is 0 in main; only the hardware changes it. A handler doesn't preempt itself, so there is one of its activations;
//! - at the priority of `V` alone, by which locks of `V`'s cells mask. The register is read each time: whatever binds the handler may have set it at any time, and safe functions do;
//! - one `Isr<V>` alone: a byte of `V`'s tells that it is lent. It is looked at and written behind the look at IPSR, so that handler alone writes it, and nothing comes in between that writes it, too;
//! - beside no `Isr<W>` of a `W` that is the same vector under another type: such a handler could hold both, and a `Shared` list both. So when the first `Isr<V>` is to be lent, the list of what
//!   this program's `handlers!` name (`bound.rs`) is searched for the number. A handler with a body has an entry there, too. (An `Isr` of another version of this crate opens no cell of this one.)
//!
//! Where other cores can run the handler, too (SysTick and PendSV without the promise of a single core), an `Isr` opens no cell. So the byte, which is all cores', is left alone. With `core: TYPE` the handler of another core ends in a panic before (`home.rs`).
//!
//! What it trusts: that the line is on on main's core alone, as for handlers with a body; and that the priority stays while the `Isr` is lent. What becomes of a cell whose list has this vector
//! doesn't rest on the look at its handler alone: main masks up to its priority, so the device must have that priority's bits. `main!` and `Main::take` look (`bound.rs`).
//!
//! Source: *Armv7-M Architecture Reference Manual*, B1.4.2 (IPSR), B1.5.4 (an exception doesn't preempt itself: its priority isn't above its own), B3.4 (IPRn), B3.2 (SHPRn); likewise *Armv6-M*.

use super::bound::{Entry, named_once};
use super::home::{Home, Resident};
use super::nvic::Numbered;
use super::priority::{EXCEPTION_0, LINE_0, level, read_priority};
use super::running::exception;
use crate::arch::elsewhere::NotLent;
use crate::vector::Vector;
use core::sync::atomic::{AtomicU8, Ordering::Relaxed};

/// What an `Isr` of a vector is doing: for the expansion of `handlers!`.
#[doc(hidden)]
#[derive(Debug)]
pub struct Lending(AtomicU8);

/// Nobody looked yet whether the vector is named twice.
const NEW: u8 = 0;
/// None is lent.
const READY: u8 = 1;
const LENT: u8 = 2;

impl Lending {
    #[expect(clippy::new_without_default, reason = "made by a macro, in a static")]
    pub const fn new() -> Self {
        Self(AtomicU8::new(NEW))
    }
}

/// A vector whose handler something else binds.
///
/// # Safety
/// `exception` is its number in IPSR, and `place` where its priority is, in the system control space. `lending` is its own, and `entry` is that of its entry in the list of what is bound.
#[doc(hidden)]
pub unsafe trait Elsewhere: Vector {
    fn exception() -> u16;
    fn place() -> u16;
    fn lending() -> &'static Lending;
    fn entry() -> Entry;
}

/// The number in IPSR of SysTick or PendSV.
#[doc(hidden)]
#[inline(always)]
pub fn exception_of<V: Vector>() -> u16 {
    V::NUMBER
}

/// Where its priority is.
#[doc(hidden)]
#[inline(always)]
pub fn place_of<V: Vector>() -> u16 {
    EXCEPTION_0 + V::NUMBER
}

/// The number in IPSR of a line.
#[doc(hidden)]
#[inline(always)]
pub fn exception_of_line<V: Numbered>() -> u16 {
    16 + V::number()
}

/// Where a line's priority is.
#[doc(hidden)]
#[inline(always)]
pub fn place_of_line<V: Numbered>() -> u16 {
    LINE_0 + V::number()
}

/// An `Isr` is lent until this is dropped.
#[doc(hidden)]
#[derive(Debug)]
pub struct Lent(Option<&'static Lending>);

impl Drop for Lent {
    #[inline(always)]
    fn drop(&mut self) {
        if let Some(lending) = self.0 {
            lending.0.store(READY, Relaxed);
        }
    }
}

/// Whether the handler of `V` runs, as `V` declares it, and has no `Isr` yet.
///
/// # Safety
/// What it gives is dropped before the handler ends, and behind the `Isr` that is made of it.
#[doc(hidden)]
#[inline(always)]
pub unsafe fn lend<V: Elsewhere + Resident>() -> Result<Lent, NotLent> {
    if exception() != u32::from(V::exception()) {
        return Err(NotLent::OtherContext);
    }
    V::Home::handler_is_here();
    // SAFETY: it is the place of a priority, says the trait.
    if unsafe { read_priority(usize::from(V::place())) } != const { level::<V>() } {
        return Err(NotLent::OtherPriority);
    }
    if V::ON_EVERY_CORE {
        return Ok(Lent(None));
    }
    let lending = V::lending();
    let state = lending.0.load(Relaxed);
    if state != READY {
        if state == LENT {
            return Err(NotLent::Nested);
        }
        named_once(usize::from(V::place()), V::entry())?;
    }
    lending.0.store(LENT, Relaxed);
    Ok(Lent(Some(lending)))
}
