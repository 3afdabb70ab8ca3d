//! A PFIC in software, on QEMU's `virt`, which has RAM where the registers are: whatever the program writes there is looked at with each tick of the timer, whose trap plays the hardware.
//!
//! What it does is what the manuals say of V2 (*QingKe V2 Microprocessor Manual*, chapter 3): it saves the registers that a call may change, it leaves interrupts on in handlers, and a line preempts
//! a handler if bit 7 of its priority is clear and that of the handler's isn't. Handlers are called through the vector table.

use core::arch::{asm, global_asm};
use core::sync::atomic::{AtomicU32, Ordering::Relaxed};

const BASE: *mut u32 = 0xE000_E000 as *mut u32;
const IENR: usize = 0x100 / 4;
const IRER: usize = 0x180 / 4;
const IPSR: usize = 0x200 / 4;
const IPRIOR: *const u8 = 0xE000_E400 as *const u8;
const WORDS: usize = 3;

const MTIMECMP: *mut u32 = 0x200_4000 as *mut u32;
const MTIME: *const u32 = 0x200_bff8 as *const u32;

/// What runs: 2 is main, 1 a handler of the lower level, 0 one of the upper.
static LEVEL: AtomicU32 = AtomicU32::new(2);
static PENDING: [AtomicU32; WORDS] = [const { AtomicU32::new(0) }; WORDS];
static TICKS: AtomicU32 = AtomicU32::new(0);
static SEED: AtomicU32 = AtomicU32::new(0);

global_asm!(
    ".section .text.hardware, \"ax\"",
    ".p2align 2",
    "hardware:",
    "addi sp, sp, -80",
    "sw ra, 0(sp)",
    "sw t0, 4(sp)",
    "sw t1, 8(sp)",
    "sw t2, 12(sp)",
    "sw t3, 16(sp)",
    "sw t4, 20(sp)",
    "sw t5, 24(sp)",
    "sw t6, 28(sp)",
    "sw a0, 32(sp)",
    "sw a1, 36(sp)",
    "sw a2, 40(sp)",
    "sw a3, 44(sp)",
    "sw a4, 48(sp)",
    "sw a5, 52(sp)",
    "sw a6, 56(sp)",
    "sw a7, 60(sp)",
    "csrr t0, mepc",
    "csrr t1, mstatus",
    "sw t0, 64(sp)",
    "sw t1, 68(sp)",
    "call {clock}",
    "lw t0, 64(sp)",
    "lw t1, 68(sp)",
    "csrw mepc, t0",
    "csrw mstatus, t1",
    "lw ra, 0(sp)",
    "lw t0, 4(sp)",
    "lw t1, 8(sp)",
    "lw t2, 12(sp)",
    "lw t3, 16(sp)",
    "lw t4, 20(sp)",
    "lw t5, 24(sp)",
    "lw t6, 28(sp)",
    "lw a0, 32(sp)",
    "lw a1, 36(sp)",
    "lw a2, 40(sp)",
    "lw a3, 44(sp)",
    "lw a4, 48(sp)",
    "lw a5, 52(sp)",
    "lw a6, 56(sp)",
    "lw a7, 60(sp)",
    "addi sp, sp, 80",
    "mret",
    clock = sym clock,
);

unsafe extern "C" {
    fn hardware();
    #[link_name = "_start"]
    static TABLE: [usize; WORDS * 32];
}

/// Plugs it in. Its handlers end by `ret` in place of `mret`: when they nest, this CPU has only one mepc, where WCH's have one for each level.
pub fn power_on() {
    const MRET: [u16; 2] = [0x0073, 0x3020];
    const RET: [u16; 2] = [0x8067, 0x0000];
    // SAFETY: the program is in RAM, its trampolines are some ten instructions long, and `mret` is in no other one.
    for handler in unsafe { TABLE }.into_iter().filter(|address| address & 1 == 0 && address >> 28 == 8) {
        for at in (handler..handler + 32).step_by(2).map(|at| at as *mut [u16; 2]) {
            // SAFETY: as above.
            unsafe {
                if at.read_volatile() == MRET {
                    at.write_volatile(RET);
                    break;
                }
            }
        }
    }
    set_timer();
    // SAFETY: the trap handler saves what it changes.
    unsafe {
        asm!("fence.i");
        asm!("csrw mtvec, {}", in(reg) hardware as *const () as usize);
        asm!("csrs mie, {}", in(reg) 1 << 7);
    }
}

/// How often the clock has ticked.
pub fn ticks() -> u32 {
    TICKS.load(Relaxed)
}

/// The next tick comes some 30 to 130 instructions later. The periods follow no pattern that a loop of the program's could fall in with, or the ticks might find it at the same few places for
/// ever.
fn set_timer() {
    // A linear congruential generator (Knuth, *The Art of Computer Programming*, volume 2, 3.3.4); its upper bits are the good ones.
    let seed = SEED.load(Relaxed).wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    SEED.store(seed, Relaxed);
    // SAFETY: the program ends before the lower half of the time overflows.
    unsafe {
        MTIMECMP.add(1).write_volatile(u32::MAX);
        MTIMECMP.write_volatile(MTIME.read_volatile() + 80 + (seed >> 24));
        MTIMECMP.add(1).write_volatile(0);
    }
}

/// What the trap calls: reads the registers that were written, and calls the handlers that may run. Interrupts are off.
extern "C" fn clock() {
    TICKS.store(ticks() + 1, Relaxed);
    loop {
        read_registers();
        let Some((number, level)) = most_urgent().filter(|(_, level)| *level < LEVEL.load(Relaxed)) else {
            return set_timer();
        };
        PENDING[number / 32].store(PENDING[number / 32].load(Relaxed) & !(1 << (number % 32)), Relaxed);
        let preempted = LEVEL.load(Relaxed);
        LEVEL.store(level, Relaxed);
        set_timer();
        // SAFETY: the table's function is a handler. What it may change is named.
        unsafe {
            asm!(
                "csrsi mstatus, 8",
                "jalr {handler}",
                "csrci mstatus, 8",
                handler = in(reg) TABLE[number],
                clobber_abi("C"),
            );
        }
        LEVEL.store(preempted, Relaxed);
    }
}

/// IENR and IRER show in ISR; what IPSR asks for is kept.
fn read_registers() {
    for (word, pending) in PENDING.iter().enumerate() {
        // SAFETY: they are RAM, and the program doesn't run now.
        unsafe {
            let take = |at: usize| {
                let value = BASE.add(at + word).read_volatile();
                BASE.add(at + word).write_volatile(0);
                value
            };
            let on = (BASE.add(word).read_volatile() | take(IENR)) & !take(IRER);
            BASE.add(word).write_volatile(on);
            pending.store(pending.load(Relaxed) | take(IPSR), Relaxed);
        }
    }
}

/// The line that may run first, and its level.
fn most_urgent() -> Option<(usize, u32)> {
    let mut first = None;
    for number in 0..WORDS * 32 {
        // SAFETY: as above.
        let (on, priority) =
            unsafe { (BASE.add(number / 32).read_volatile(), IPRIOR.add(number).read_volatile()) };
        if (on & PENDING[number / 32].load(Relaxed)) >> (number % 32) & 1 == 0 {
            continue;
        }
        if first.is_none_or(|(_, least)| priority < least) {
            first = Some((number, priority));
        }
    }
    first.map(|(number, priority)| (number, u32::from(priority >> 7)))
}
