//! The waiting types, on an ATmega328P.
#![no_std]
#![no_main]
#![feature(asm_experimental_arch, abi_avr_interrupt)]

#[macro_use]
#[path = "../../../parts.rs"]
mod parts;
#[macro_use]
#[path = "../machine.rs"]
mod machine;
#[path = "../../../waking/mod.rs"]
mod waking;

irqshare::main! {
    fn main(_main) {
        machine::run(waking::rows::all);
    }
}
