//! A vector table of 32 lines that no peripheral uses, in the shape of a PAC: the sweep pends them by software. With a PAC of your own, use that instead.

/// The lines.
#[derive(Clone, Copy)]
pub enum Interrupt {
    IRQ26 = 26,
    IRQ27 = 27,
    IRQ28 = 28,
    IRQ29 = 29,
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
}

#[unsafe(link_section = ".vector_table.interrupts")]
#[unsafe(no_mangle)]
static __INTERRUPTS: [unsafe extern "C" fn(); 32] = {
    let mut table = [DefaultHandler as unsafe extern "C" fn(); 32];
    table[26] = IRQ26;
    table[27] = IRQ27;
    table[28] = IRQ28;
    table[29] = IRQ29;
    table
};
