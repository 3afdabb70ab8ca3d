//! A vector table of `LINES` lines that no peripheral uses, in the shape of a PAC: the sweep pends them by software. With a PAC of your own, use that instead.

use crate::LINES;

/// The lines.
#[allow(dead_code, reason = "a machine takes four of them")]
#[derive(Clone, Copy)]
pub enum Interrupt {
    IRQ26 = 26,
    IRQ27 = 27,
    IRQ28 = 28,
    IRQ29 = 29,
    /// Not in the first word of each register, as all lines of v6-M are.
    IRQ40 = 40,
}

// SAFETY: the numbers are those of the table below.
unsafe impl cortex_m::interrupt::InterruptNumber for Interrupt {
    fn number(self) -> u16 {
        self as u16
    }
}

unsafe extern "C" {
    fn DefaultHandler();
    fn IRQ26();
    fn IRQ27();
    fn IRQ28();
    fn IRQ29();
    fn IRQ40();
}

#[unsafe(link_section = ".vector_table.interrupts")]
#[unsafe(no_mangle)]
static __INTERRUPTS: [unsafe extern "C" fn(); LINES] = {
    let mut table = [DefaultHandler as unsafe extern "C" fn(); LINES];
    table[26] = IRQ26;
    table[27] = IRQ27;
    table[28] = IRQ28;
    table[29] = IRQ29;
    if LINES > 40 {
        table[40] = IRQ40;
    }
    table
};
