//! portable-atomic in its critical-section mode, on irqshare's critical section, where the CPU has no atomics: counters of all widths, stepped by main and two
//! handlers in each of the ways.
//!
//! Prints what the handlers' steps come to, which the check compares, and ends with `end`.
#![no_std]
#![no_main]
#![cfg_attr(target_arch = "avr", feature(asm_experimental_arch, abi_avr_interrupt))]

use core::fmt::Write;
use irqshare::{Global, Isr};
use portable_atomic::{AtomicU8, AtomicU16, AtomicU32, AtomicU64, Ordering::SeqCst};

#[cfg_attr(target_arch = "arm", path = "../../stand/strikes/cortex_m.rs")]
#[cfg_attr(target_arch = "riscv32", path = "../../stand/strikes/riscv.rs")]
#[cfg_attr(target_arch = "avr", path = "../../stand/strikes/avr.rs")]
mod strikes;
use strikes::{Console, Other, Tick};

static BYTE: AtomicU8 = AtomicU8::new(0);
static HALF: AtomicU16 = AtomicU16::new(0);
static WORD: AtomicU32 = AtomicU32::new(0);
/// Begins where its lower half overflows.
static WIDE: AtomicU64 = AtomicU64::new(START);
const START: u64 = u32::MAX as u64 - 300;
/// Stepped by `compare_exchange` alone.
static COMPARED: AtomicU32 = AtomicU32::new(0);
/// What the handlers put in, and main takes out.
static PURSE: AtomicU32 = AtomicU32::new(0);

/// Of the tick, which stops there.
static TICKS: Global<u16> = Global::new(0);
const ENOUGH: u16 = 1000;

fn tick(_isr: &mut Isr<Tick>) {
    step();
    PURSE.fetch_add(1, SeqCst);
    strikes::pend();
    TICKS.update(|ticks| ticks + 1);
    // Each period is another one, or the ticks might find main at the same few places.
    strikes::again(7 * (TICKS.get() % 251));
    if TICKS.get() == ENOUGH {
        strikes::stop();
    }
}

fn other(_isr: &mut Isr<Other>) {
    step();
    PURSE.fetch_add(1, SeqCst);
}

fn step() {
    BYTE.fetch_add(1, SeqCst);
    HALF.fetch_add(1, SeqCst);
    WORD.fetch_add(1, SeqCst);
    WIDE.fetch_add(1, SeqCst);
    let mut seen = COMPARED.load(SeqCst);
    while let Err(now) = COMPARED.compare_exchange(seen, seen + 1, SeqCst, SeqCst) {
        seen = now;
    }
}

/// What `broken` makes of main's step.
fn step_by_halves() {
    BYTE.store(BYTE.load(SeqCst).wrapping_add(1), SeqCst);
    HALF.store(HALF.load(SeqCst).wrapping_add(1), SeqCst);
    WORD.store(WORD.load(SeqCst) + 1, SeqCst);
    WIDE.store(WIDE.load(SeqCst) + 1, SeqCst);
    COMPARED.store(COMPARED.load(SeqCst) + 1, SeqCst);
}

fn take() -> u32 {
    if cfg!(feature = "broken") {
        let full = PURSE.load(SeqCst);
        PURSE.store(0, SeqCst);
        return full;
    }
    PURSE.swap(0, SeqCst)
}

irqshare::main! {
    fn main(main) {
        strikes::start(main);
        let (mut own, mut taken) = (0u32, 0);
        while TICKS.get() < ENOUGH {
            if cfg!(feature = "broken") { step_by_halves() } else { step() }
            taken += take();
            own += 1;
        }
        // The last of the other handler has come when main has looked again.
        while PURSE.load(SeqCst) + taken < 2 * u32::from(ENOUGH) && !cfg!(feature = "broken") {}
        let bytes = BYTE.load(SeqCst).wrapping_sub(own as u8);
        let halves = HALF.load(SeqCst).wrapping_sub(own as u16);
        let _ = writeln!(Console, "u8 {bytes}, u16 {halves}, u32 {}", WORD.load(SeqCst) - own);
        let _ = writeln!(Console, "u64 {}", WIDE.load(SeqCst) - START - u64::from(own));
        let _ = writeln!(Console, "compared {}", COMPARED.load(SeqCst) - own);
        let _ = writeln!(Console, "taken {}", taken + PURSE.load(SeqCst));
        let _ = writeln!(Console, "main ran on: {}", own > 200);
        strikes::end();
    }
}
