//! One core: a volatile access of one machine word is one instruction, which a handler precedes or follows.
//!
//! Why volatile: the compiler may neither split, merge, drop nor repeat it. Why `MaybeUninit<uN>`: `read_volatile::<T>` of a padded struct, or of
//! `Option<u8>`, becomes several loads; a word that may be partly uninitialised is one load, and carries padding rightly.
//!
//! Sources: *Armv7-M Architecture Reference Manual*, A3.5.1 (single-copy atomicity of aligned byte, halfword and word accesses), likewise *Armv6-M*;
//! *The RISC-V Instruction Set Manual, Volume I*, 2.6 (aligned loads and stores); *AVR Instruction Set Manual*, LDS, STS (one byte).

use core::cell::UnsafeCell;
use core::mem::MaybeUninit;

/// The widest access that is one instruction.
#[cfg(irqshare_cpu = "avr")]
const WORD: usize = 1;
#[cfg(not(irqshare_cpu = "avr"))]
const WORD: usize = size_of::<usize>();

#[repr(transparent)]
pub(crate) struct Place<T>(UnsafeCell<T>);

impl<T: Copy> Place<T> {
    /// One instruction loads or stores the value.
    const WHOLE: bool = size_of::<T>() == 0
        || (size_of::<T>().is_power_of_two() && size_of::<T>() <= WORD && align_of::<T>() >= size_of::<T>());

    /// `ldrd` loads it: two words, restarted if an interrupt strikes, never continued (*Armv7-M Architecture Reference Manual*, B1.5.10 lists the
    /// instructions that may be continued: LDM and STM alone). `strd` won't do: it may be restarted after half of it was stored.
    const DOUBLE: bool = cfg!(irqshare_cpu = "v7m") && size_of::<T>() == 8 && align_of::<T>() == 8;

    #[inline(always)]
    pub(crate) const fn new(value: T) -> Self {
        Self(UnsafeCell::new(value))
    }

    #[inline(always)]
    pub(crate) fn whole_load(&self) -> bool {
        Self::WHOLE || Self::DOUBLE
    }

    #[inline(always)]
    pub(crate) fn whole_store(&self) -> bool {
        Self::WHOLE
    }

    /// Only if `whole_load`.
    #[inline(always)]
    pub(crate) fn load(&self) -> T {
        let from = self.0.get();
        // SAFETY: the pointer is valid and aligned for the word by `WHOLE` or `DOUBLE`. Handlers on this core alone write here, and
        // one instruction can't be split by them. The bits were a `T`, so they are one.
        unsafe {
            match size_of::<T>() {
                0 => from.read(),
                1 => cast(from.cast::<MaybeUninit<u8>>().read_volatile()),
                2 => cast(from.cast::<MaybeUninit<u16>>().read_volatile()),
                4 => cast(from.cast::<MaybeUninit<u32>>().read_volatile()),
                _ => cast(double(from.cast())),
            }
        }
    }

    /// Only if `whole_store`.
    #[inline(always)]
    pub(crate) fn store(&self, value: T) {
        let to = self.0.get();
        // SAFETY: the pointer is valid and aligned for the word by `WHOLE`. Handlers on this core alone read or write here, and one instruction can't be split by them. The bits are a `T`'s, and are
        // loaded as one.
        unsafe {
            match size_of::<T>() {
                0 => {}
                1 => to.cast::<MaybeUninit<u8>>().write_volatile(cast(value)),
                2 => to.cast::<MaybeUninit<u16>>().write_volatile(cast(value)),
                4 => to.cast::<MaybeUninit<u32>>().write_volatile(cast(value)),
                _ => to.cast::<MaybeUninit<u64>>().write_volatile(cast(value)),
            }
        }
    }

    /// # Safety
    /// Everything is masked.
    #[inline(always)]
    pub(crate) unsafe fn read(&self) -> T {
        // SAFETY: everything is masked, says the caller, so no handler reads or writes here meanwhile.
        unsafe { self.0.get().read() }
    }

    /// # Safety
    /// Everything is masked.
    #[inline(always)]
    pub(crate) unsafe fn write(&self, value: T) {
        // SAFETY: everything is masked, says the caller, so no handler reads or writes here meanwhile.
        unsafe { self.0.get().write(value) }
    }
}

/// `transmute` between types whose sizes the compiler can't compare.
///
/// # Safety
/// The sizes are equal, and the bits are valid for `B`.
#[inline(always)]
unsafe fn cast<A: Copy, B: Copy>(a: A) -> B {
    // SAFETY: the sizes are equal and the bits are valid for `B`, says the caller.
    unsafe { core::mem::transmute_copy(&a) }
}

/// Eight bytes by one `ldrd`. Asm, since the compiler doesn't promise to choose it.
///
/// # Safety
/// `from` is valid for reads and aligned to 4.
#[cfg(irqshare_cpu = "v7m")]
#[inline(always)]
unsafe fn double(from: *const MaybeUninit<u64>) -> [MaybeUninit<u32>; 2] {
    let (low, high): (MaybeUninit<u32>, MaybeUninit<u32>);
    // SAFETY: a load. `readonly` isn't given, so that it is ordered among volatile accesses. The outputs are not `lateout`, so neither
    // register is the base (Cortex-M3 erratum 602117).
    unsafe {
        core::arch::asm!(
            "ldrd {low}, {high}, [{from}]",
            from = in(reg) from, low = out(reg) low, high = out(reg) high,
            options(nostack, preserves_flags),
        );
    }
    [low, high]
}

/// A word of 64 bits, where there is one.
///
/// # Safety
/// `from` is valid for reads and aligned.
#[cfg(not(irqshare_cpu = "v7m"))]
#[inline(always)]
unsafe fn double(from: *const MaybeUninit<u64>) -> MaybeUninit<u64> {
    // SAFETY: valid and aligned, says the caller.
    unsafe { from.read_volatile() }
}
