//! AVR (ATmega with Timer1): compare match A strikes as the low handler, B as the high one.
//!
//! Sources: *ATmega328P datasheet*, 6.7 (interrupts), 15.11 (registers of Timer1); *AVR Instruction Set Manual*, CALL (what is pushed).

use super::super::kept::Kept;
use super::super::strike::{self, PLAN, Striker};
use crate::{High, Low};
use core::arch::global_asm;
use irqshare::{Isr, Main};

pub const NESTS: bool = false;
/// So many instructions before an operation are enough for the shortest delay to expire.
pub const PAD: usize = 4;

const TIFR1: *mut u8 = 0x36 as *mut u8;
const SPL: *const u8 = 0x5d as *const u8;
const SPH: *const u8 = 0x5e as *const u8;
/// SMCR; SE, sleep mode idle.
const SMCR: *mut u8 = 0x53 as *mut u8;
const SE: u8 = 1;
const TIMSK1: *mut u8 = 0x6f as *mut u8;
const TCCR1B: *mut u8 = 0x81 as *mut u8;
const TCNT1L: *mut u8 = 0x84 as *mut u8;
const TCNT1H: *mut u8 = 0x85 as *mut u8;
const OCR1AL: *mut u8 = 0x88 as *mut u8;
const OCR1AH: *mut u8 = 0x89 as *mut u8;
const OCR1BL: *mut u8 = 0x8a as *mut u8;
const OCR1BH: *mut u8 = 0x8b as *mut u8;

/// How far above the stack pointer of a handler's body its return address is: a constant of the machine code, found at start-up.
static LOW_DEPTH: Depth = Depth::new();
static HIGH_DEPTH: Depth = Depth::new();
/// The loop that a handler strikes to find its depth, and that it has done so.
static SPINNING: Kept<usize> = Kept::of(0);
static SPUN: Kept<u8> = Kept::of(0);

/// A loop of four words until `SPUN`, after a first word, whose address may be in a register. There are two, since what a handler saved may by chance be an address in one.
macro_rules! spin {
    ($name:literal) => {
        global_asm!(
            concat!(".global ", $name),
            concat!($name, ":"),
            "nop",
            "1:",
            "lds r24, {flag}",
            "tst r24",
            "breq 1b",
            "ret",
            flag = sym SPUN,
        );
    };
}
const LOOP_WORDS: usize = 4;
spin!("irqshare_spin_here");
spin!("irqshare_spin_there");
unsafe extern "C" {
    fn irqshare_spin_here();
    fn irqshare_spin_there();
}

/// A function's address in bytes, as the disassembly has it; pointers count words.
pub fn address(function: *const ()) -> usize {
    function as usize * 2
}

pub fn start(_: &mut Main) {
    // SAFETY: all that the handlers use is ready, and no section is open.
    unsafe {
        SMCR.write_volatile(SE);
        irqshare::interrupts::enable();
    }
    PLAN.low.put(spun::<Low>);
    PLAN.high.put(spun::<High>);
    for striker in [Striker::Low, Striker::High] {
        for spin in [irqshare_spin_here, irqshare_spin_there] {
            SPUN.put(0);
            SPINNING.put(spin as *const () as usize);
            strike::ready(striker);
            arm(200);
            // SAFETY: it follows the calling convention, and ends when the handler has struck it.
            unsafe { spin() };
            strike::wait();
        }
    }
    SPINNING.put(0);
    LOW_DEPTH.settle();
    HIGH_DEPTH.settle();
}

fn spun<V>(_: &mut Isr<'_, V>) {
    SPUN.put(1);
}

/// The timer strikes after so many cycles.
#[inline(always)]
pub fn arm(delay: u16) {
    let [low, high] = delay.to_le_bytes();
    let which = match PLAN.striker.get() {
        Striker::High => 1 << 2,
        Striker::Both => 1 << 1 | 1 << 2,
        _ => 1 << 1,
    };
    arm_these(low, high, which);
}

#[inline(always)]
fn arm_these(low: u8, high: u8, which: u8) {
    // SAFETY: Timer1 belongs to the sweep. The upper half is written first. It runs with the last store.
    unsafe {
        TCCR1B.write_volatile(0);
        TCNT1H.write_volatile(0);
        TCNT1L.write_volatile(0);
        OCR1AH.write_volatile(high);
        OCR1AL.write_volatile(low);
        OCR1BH.write_volatile(high);
        OCR1BL.write_volatile(low);
        TIFR1.write_volatile(0x27);
        TIMSK1.write_volatile(which);
        TCCR1B.write_volatile(1);
    }
}

#[inline(always)]
pub fn disarm() {
    // SAFETY: as above.
    unsafe {
        TIMSK1.write_volatile(0);
        TCCR1B.write_volatile(0);
    }
}

/// Runs the low handler now.
pub fn call_low() {
    arm_these(40, 0, 1 << 1);
}

#[inline(always)]
pub fn passed_on() -> bool {
    false
}

#[inline(always)]
pub fn struck_low() -> usize {
    struck(&LOW_DEPTH)
}

#[inline(always)]
pub fn struck_high() -> usize {
    struck(&HIGH_DEPTH)
}

/// Where the handler that calls this struck.
#[inline(always)]
fn struck(depth: &Depth) -> usize {
    // SAFETY: reads the stack pointer, and up the stack.
    let stack = unsafe { u16::from_le_bytes([SPL.read_volatile(), SPH.read_volatile()]) } as *const u8;
    if SPINNING.get() != 0 {
        depth.narrow(stack);
    }
    return_address(stack, depth.found.get()) * 2
}

/// The distance from a handler's stack pointer to its return address.
struct Depth {
    found: Kept<u8>,
    /// For each distance, in how many of the loops there was an address.
    seen: [Kept<u8>; 40],
}

impl Depth {
    const fn new() -> Self {
        Self { found: Kept::of(0), seen: [const { Kept::of(0) }; 40] }
    }

    /// Counts the distances at which there is an address in the loop that was struck.
    #[inline(never)]
    fn narrow(&self, stack: *const u8) {
        let spin = SPINNING.get();
        let mut depth = 0;
        for seen in &self.seen {
            let at = return_address(stack, depth);
            if at > spin && at <= spin + LOOP_WORDS {
                seen.put(seen.get() + 1);
            }
            depth += 1;
        }
    }

    /// The one that was right in both loops.
    #[inline(never)]
    fn settle(&self) {
        let mut depth = 0;
        for seen in &self.seen {
            if seen.get() == 2 {
                assert!(self.found.get() == 0);
                self.found.put(depth);
            }
            depth += 1;
        }
        assert!(self.found.get() != 0);
    }
}

/// In words; the upper half has the lower address.
#[inline(always)]
fn return_address(stack: *const u8, depth: u8) -> usize {
    // SAFETY: within the stack.
    unsafe {
        let at = stack.add(depth.into());
        usize::from(u16::from_be_bytes([at.read_volatile(), at.add(1).read_volatile()]))
    }
}
