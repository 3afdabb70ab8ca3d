//! One address for a cell of several words.
//!
//! LLVM splits a static that isn't exported into its fields (GlobalOpt, with LTO), each with an
//! address of its own, which Arm loads by two instructions. An address that went through assembly
//! isn't a static's any more. It is loaded before that assembly, which isn't moved behind a mask: so
//! it isn't loaded under the mask either.
//!
//! It is for Arm alone. AVR's instructions have the whole address in them, and RISC-V's half of it.

/// The cell, by one address, from here on.
#[inline(always)]
pub(crate) fn whole<T>(cell: *mut T) -> *mut T {
    #[cfg(irqshare_arch = "cortex_m")]
    if size_of::<T>() > size_of::<usize>() {
        let mut cell = cell;
        // SAFETY: there is no instruction.
        unsafe {
            core::arch::asm!("/* {0} */", inout(reg) cell, options(nomem, nostack, preserves_flags));
        }
        return cell;
    }
    cell
}
