//! The vectors of an ATmega328P that the examples use.

#[derive(Clone, Copy)]
#[allow(non_camel_case_types, reason = "the data sheet's names")]
pub enum Interrupt {
    TIMER0_OVF = 16,
}
