//! A 16-bit tick on an 8-bit CPU: the timer's handler counts, main reads it whole.
//!
//! The problem: an AVR loads one byte at a time. When the tick goes from 0x00ff to 0x0100 between the two loads, main gets 0x01ff, a time
//! that never was. `cargo run --example snapshot -- --broken` finds that schedule.
//!
//! The cell: [`IrqMutex<Cell<u16>>`](IrqMutex), read inside a section. Here main writes the section as the save/restore pair that C knows
//! from SREG: `save_and_disable` saves the state and turns interrupts off, `restore` restores what was there; so it is right inside another section, too.
//! (Where a closure will do, `free` needs no `unsafe`; and `Global<u16>` would do all of it by itself.)

mod board;

use core::cell::Cell;
use irqshare::model::{Cpu, Plain, Setup};
use irqshare::{IrqMutex, Main, interrupts};
use std::process::ExitCode;

/// The tick before it carries into the high byte.
const BEFORE: u16 = 0x00ff;

static TICKS: IrqMutex<Cell<u16>> = IrqMutex::new(Cell::new(0));

mod irq {
    use super::TICKS;

    irqshare::handlers! {
        device: crate::board::atmega328p;

        fn TIMER0_OVF(isr) {
            // On AVR interrupts stay off in a handler: it is a section by itself.
            TICKS.update(isr.cs(), |t| t.wrapping_add(1));
        }
    }
}

fn firmware(_cpu: &Cpu, _main: &mut Main) {
    let before = snapshot();
    let after = snapshot();
    assert!(before <= after, "time went back: {before:#06x}, then {after:#06x}");
}

fn snapshot() -> u16 {
    let section = interrupts::save_and_disable();
    // SAFETY: from `save_and_disable` to `restore` no other section begins or ends.
    unsafe {
        let ticks = TICKS.get(section.cs());
        interrupts::restore(section);
        ticks
    }
}

/// The same with `Plain`, which stands for `static mut`, and no section.
mod broken {
    use super::{Cpu, Main, Plain};

    pub static TICKS: Plain<u16> = Plain::new(0);

    pub mod irq {
        use super::TICKS;

        irqshare::handlers! {
            device: crate::board::atmega328p;

            fn TIMER0_OVF(isr) {
                TICKS.update(|t| t.wrapping_add(1));
            }
        }
    }

    pub fn firmware(_cpu: &Cpu, _main: &mut Main) {
        let before = TICKS.get();
        let after = TICKS.get();
        assert!(before <= after, "time went back: {before:#06x}, then {after:#06x}");
    }
}

fn main() -> ExitCode {
    let args = board::Args::read("A 16-bit tick read whole on an 8-bit CPU");
    let avr = Setup::avr().interrupts_on();
    if args.broken {
        let setup = avr.attach::<broken::irq::TIMER0_OVF>(args.firings).reset(&broken::TICKS, || BEFORE);
        return args.explore(setup, broken::firmware);
    }
    let setup = avr.attach::<irq::TIMER0_OVF>(args.firings).reset(&TICKS, || Cell::new(BEFORE));
    args.explore(setup, firmware)
}
