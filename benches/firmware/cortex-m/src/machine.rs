//! A Cortex-M: LM3S6965's Cortex-M3, which runs code for v6-M, too, or the Cortex-M33 of MPS2's image AN505. Handlers are interrupts of lines that no peripheral uses.
//!
//! A handler is measured from its first instruction to its return, without the cycles in which the hardware gets there and back.

use cortex_m_semihosting::debug;

/// A device whose interrupts have the names of an ATmega328P's; those of the others follow.
pub mod device {
    /// As RTIC expects it.
    #[allow(unused_imports, reason = "RTIC's alone")]
    pub use Interrupt as interrupt;

    #[allow(dead_code, reason = "irq's isn't bound by a priority")]
    pub const NVIC_PRIO_BITS: u8 = 3;

    #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "as in the datasheet")]
    #[allow(dead_code, reason = "not each program binds all")]
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        INT0 = 0,
        INT1 = 1,
        PCINT0 = 2,
        PCINT1 = 3,
        PCINT2 = 4,
        WDT = 5,
        TIMER2_COMPA = 6,
        TIMER2_COMPB = 7,
        TIMER2_OVF = 8,
        TIMER1_CAPT = 9,
    }

    // SAFETY: the numbers are those of the vector table in `lines!`.
    unsafe impl cortex_m::interrupt::InterruptNumber for Interrupt {
        fn number(self) -> u16 {
            self as u16
        }
    }
}

/// The lines that the others have, from this one on; v6-M has 32 in all.
#[allow(dead_code, reason = "RTIC and irq have lines of their own")]
pub const OTHERS: usize = 10;

/// Any line.
#[derive(Clone, Copy)]
pub struct Line(pub u16);

// SAFETY: the number is the line's.
unsafe impl cortex_m::interrupt::InterruptNumber for Line {
    fn number(self) -> u16 {
        self.0
    }
}

/// Makes a line pending; its handler has run when this returns.
#[inline(always)]
pub fn pend(line: u16) {
    cortex_m::peripheral::NVIC::pend(Line(line));
    cortex_m::asm::dsb();
    cortex_m::asm::isb();
}

/// What was is saved, interrupts are off during `f`, and what was is restored.
#[allow(dead_code, reason = "the cells' alone")]
#[inline(always)]
pub fn masked_by_hand<R>(f: impl FnOnce() -> R) -> R {
    let primask: u32;
    // SAFETY: PRIMASK is written back below.
    unsafe { core::arch::asm!("mrs {}, primask", "cpsid i", out(reg) primask, options(nostack)) };
    let result = f();
    // SAFETY: what was.
    unsafe { core::arch::asm!("msr primask, {}", in(reg) primask, options(nostack)) };
    result
}

/// Binds the handlers, and makes `lines::fire`, whose functions run them. `irq` has ours.
macro_rules! lines {
    (
        ours { $($ours:ident: $vector:ident $number:literal $(($value:expr))?;)* $(@avr $($avr:tt)*)? $(@later $later:ident;)? }
        peers { $($peer:ident: $($path:ident)::+;)* }
        native { $($native:ident: $($native_path:ident)::+;)* }
        c { $($c:ident: $symbol:ident;)* }
    ) => {
        pub mod lines {
            use super::*;
            use crate::machine::{OTHERS, device};

            // cortex-m-rt's attribute makes the same of a handler.
            $(
                unsafe extern "C" fn $peer() {
                    $($path)::+();
                }
            )*
            $(
                unsafe extern "C" fn $native() {
                    $($native_path)::+();
                }
            )*
            unsafe extern "C" {
                $(fn $vector();)*
                $(fn $later();)?
                $(fn $symbol();)*
                fn DefaultHandler();
            }

            type Handler = unsafe extern "C" fn();

            const THEIRS: &[Handler] = &[$($peer,)* $($native,)* $($symbol,)*];

            #[unsafe(link_section = ".vector_table.interrupts")]
            #[unsafe(no_mangle)]
            static __INTERRUPTS: [Handler; OTHERS + THEIRS.len()] = {
                let mut table = [DefaultHandler as Handler; OTHERS + THEIRS.len()];
                $(table[device::Interrupt::$vector as usize] = $vector;)*
                $(table[device::Interrupt::$later as usize] = $later;)?
                let mut i = 0;
                while i < THEIRS.len() {
                    table[OTHERS + i] = THEIRS[i];
                    i += 1;
                }
                table
            };

            /// Turns all lines on.
            pub fn enable(main: &mut irqshare::Main) {
                $(irq::$vector::enable(main $(, $value)?);)*
                for line in 0..THEIRS.len() {
                    // SAFETY: what their handlers use is ready.
                    unsafe { cortex_m::peripheral::NVIC::unmask(crate::machine::Line((OTHERS + line) as u16)) };
                }
            }

            pub mod fire {
                use crate::machine::{OTHERS, device, pend};

                #[allow(non_camel_case_types, clippy::enum_variant_names, reason = "the names are the functions'")]
                enum Their { $($peer,)* $($native,)* $($c,)* }

                $(
                    #[allow(dead_code, reason = "some only share")]
                    #[inline(always)]
                    pub fn $ours() {
                        pend(device::Interrupt::$vector as u16);
                    }
                )*
                $(
                    #[inline(always)]
                    pub fn $peer() {
                        pend(OTHERS as u16 + Their::$peer as u16);
                    }
                )*
                $(
                    #[inline(always)]
                    pub fn $native() {
                        pend(OTHERS as u16 + Their::$native as u16);
                    }
                )*
                $(
                    #[inline(always)]
                    pub fn $c() {
                        pend(OTHERS as u16 + Their::$c as u16);
                    }
                )*
            }
        }
    };
}

/// Runs what is to be measured, and ends.
pub fn run(measured: impl FnOnce()) -> ! {
    measured();
    loop {
        debug::exit(debug::EXIT_SUCCESS);
    }
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    debug::exit(debug::EXIT_FAILURE);
    loop {}
}
