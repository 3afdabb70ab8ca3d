//! What `main!` and `Main::take` make of what a bootloader left: lines on and pending, priorities written, interrupts off; on an emulated lm3s6965evb, micro:bit
//! and MPS2 with AN505.
//!
//! Bound are lines 26 and 28, where there is room also 40, and PendSV; SysTick in the version with `main!`. Not bound are 27 and 41, which the bootloader left on, and 29,
//! which a HAL turns on. Each shares a word of priorities with one that is bound.
//!
//! Prints what it saw, which the check compares, and ends with `end`.
#![no_std]
#![no_main]

#[path = "../../../on_target/boards/spare_lines.rs"]
mod lines;

use core::arch::global_asm;
use core::cell::Cell;
use cortex_m::interrupt::InterruptNumber;
use cortex_m::peripheral::scb::SystemHandler;
use cortex_m::peripheral::{NVIC, SCB};
use cortex_m_rt as _;
use cortex_m_semihosting::{debug, hprintln};
use irqshare::{IrqMutex, Main, Shared};

#[cfg(target_has_atomic = "32")]
const LINES: usize = 48;
#[cfg(not(target_has_atomic = "32"))]
const LINES: usize = 32;

mod device {
    pub use crate::lines::Interrupt;
    #[cfg(target_has_atomic = "32")]
    pub const NVIC_PRIO_BITS: u8 = 3;
    #[cfg(not(target_has_atomic = "32"))]
    pub const NVIC_PRIO_BITS: u8 = 2;
}

const BOUND: &[u16] = if LINES > 40 { &[26, 28, 40] } else { &[26, 28] };
const UNBOUND: &[u16] = if LINES > 40 { &[27, 29, 41] } else { &[27, 29] };

const ICTR: *const u32 = 0xE000_E004 as *const u32;

/// Registers, and what the bootloader left in them: words, as v6-M wants it.
static LEFT: [[u32; 2]; 10] = [
    // ISERn: 26, 27, 28; 40, 41, and 63, which no table has.
    [0xE000_E100, 0x1C00_0000],
    [0xE000_E104, if LINES > 40 { 0x8000_0300 } else { 0 }],
    // ISPRn: the same, and 29, but not 41.
    [0xE000_E200, 0x3C00_0000],
    [0xE000_E204, if LINES > 40 { 0x100 } else { 0 }],
    // IPRn: what is bound and what isn't, at priorities that nobody declares.
    [0xE000_E418, 0x8040_0000],
    [0xE000_E41C, 0x0000_8040],
    [0xE000_E428, if LINES > 40 { 0x8040 } else { 0 }],
    // SHPR3: SysTick and PendSV at the lowest priority.
    [0xE000_ED20, if LINES > 40 { 0xE0E0_0000 } else { 0xC0C0_0000 }],
    // ICSR: PendSV pends.
    [0xE000_ED04, 1 << 28],
    // SYST_CSR: the timer is off.
    [0xE000_E010, 0],
];

// The bootloader. cortex-m-rt calls this before it initialises RAM, which is no place for Rust.
global_asm!(
    ".pushsection .text.__pre_init,\"ax\",%progbits",
    ".globl __pre_init",
    ".type __pre_init,%function",
    ".thumb_func",
    "__pre_init:",
    "cpsid i",
    "ldr r0, ={left}",
    "movs r1, #{entries}",
    "2: ldm r0!, {{r2, r3}}",
    "str r3, [r2]",
    "subs r1, #1",
    "bne 2b",
    "bx lr",
    ".ltorg",
    ".popsection",
    left = sym LEFT,
    entries = const LEFT.len(),
);
unsafe extern "C" {
    fn __pre_init();
}

/// How often each handler fired.
static FIRED: IrqMutex<Cell<Fired>> = IrqMutex::new(Cell::new(Fired::new()));
static PENDSV: Shared<u32, irq::PendSV> = Shared::new(0);
/// PendSV is the most urgent of its users, so it asks nobody.
static BOTH: Shared<u32, (irq::PendSV, irq::IRQ28)> = Shared::new(0);

#[derive(Clone, Copy, Debug)]
struct Fired {
    bound: u32,
    unbound: u32,
    pendsv: u32,
    /// Of line 28, within PendSV's `get_mut`.
    within: u32,
    #[cfg(feature = "take")]
    got_main: bool,
}

impl Fired {
    const fn new() -> Self {
        Self {
            bound: 0,
            unbound: 0,
            pendsv: 0,
            within: 0,
            #[cfg(feature = "take")]
            got_main: false,
        }
    }
}

fn note(change: impl FnOnce(&mut Fired)) {
    irqshare::interrupts::free(|cs| {
        let mut fired = FIRED.get(cs);
        change(&mut fired);
        FIRED.set(cs, fired);
    });
}

fn fired() -> Fired {
    irqshare::interrupts::free(|cs| FIRED.get(cs))
}

mod irq {
    use super::{BOTH, PENDSV, fired, note, settle};

    irqshare::handlers! {
        device: crate::device;

        fn IRQ26(_isr) {
            note(|fired| fired.bound += 1);
        }

        #[priority(2)]
        fn IRQ28(isr) {
            note(|fired| fired.bound += 1);
            BOTH.lock(isr, |both| *both += 1);
        }

        #[cfg(target_has_atomic = "32")]
        #[priority(3)]
        fn IRQ40(_isr) {
            note(|fired| fired.bound += 1);
        }

        fn PendSV(isr) {
            note(|fired| fired.pendsv += 1);
            *PENDSV.get_mut(isr) += 1;
            let both = BOTH.get_mut(isr);
            let before = fired().bound;
            IRQ28::pend();
            settle();
            note(|fired| fired.within += fired.bound - before);
            *both += 1;
            #[cfg(feature = "take")]
            note(|fired| fired.got_main |= irqshare::Main::take().is_some());
        }

        #[cfg(not(feature = "take"))]
        fn SysTick(_isr) {}
    }
}

/// Not bound by `handlers!`, like those of a HAL.
macro_rules! theirs {
    ($($name:ident)+) => {
        $(
            // SAFETY: the name is a vector's, and nobody else defines it.
            #[unsafe(no_mangle)]
            extern "C" fn $name() {
                note(|fired| fired.unbound += 1);
            }
        )+
    };
}
theirs!(IRQ27 IRQ29);

/// What is pending and may run has run, when this returns.
fn settle() {
    cortex_m::asm::dsb();
    cortex_m::asm::isb();
}

#[derive(Clone, Copy)]
struct Number(u16);
// SAFETY: always the same, and a line of these devices.
unsafe impl InterruptNumber for Number {
    fn number(self) -> u16 {
        self.0
    }
}

fn show_lines(what: &str, lines: &[u16]) {
    for &line in lines {
        let line = Number(line);
        let on = if NVIC::is_enabled(line) { "on" } else { "off" };
        let _ = hprintln!("{} {}: {}, priority {:#04x}", what, line.0, on, NVIC::get_priority(line));
    }
}

fn show() {
    show_lines("bound", BOUND);
    show_lines("not bound", UNBOUND);
    // SAFETY: the registers are read, and exist: v6-M has one ISER and no ICTR.
    let others = unsafe {
        let words = if LINES > 40 { ICTR.read_volatile() as usize & 0xF } else { 0 };
        (0..=words).flat_map(|word| {
            let on = (*NVIC::PTR).iser[word].read();
            (0..32).filter(move |bit| on >> bit & 1 != 0).map(move |bit| (word * 32 + bit) as u16)
        })
    };
    let others = others.filter(|line| !BOUND.contains(line) && !UNBOUND.contains(line)).count();
    let _ = hprintln!("others on: {}", others);
    let _ = hprintln!(
        "PendSV: priority {:#04x}, SysTick: {:#04x}",
        SCB::get_priority(SystemHandler::PendSV),
        SCB::get_priority(SystemHandler::SysTick)
    );
}

fn run(main: &mut Main) {
    let before = fired();
    if cfg!(feature = "broken") {
        // SAFETY: it isn't: that what follows shows it is what is tested.
        unsafe { __pre_init() };
    }
    show();
    let _ = hprintln!("interrupts on: {}", irqshare::interrupts::are_enabled());
    SCB::clear_pendsv();
    // SAFETY: no section is open, and the handlers have what they use.
    unsafe { irqshare::interrupts::enable() };
    settle();
    let of_itself = (fired().bound - before.bound, fired().unbound - before.unbound);
    let _ = hprintln!("fired of themselves: {} bound, {} others", of_itself.0, of_itself.1);

    let before = fired().pendsv;
    PENDSV.lock(main, |_| {
        irq::PendSV::pend();
        settle();
        let _ = hprintln!("PendSV within a lock: {}", fired().pendsv - before);
    });
    let _ = hprintln!("after it: {}", fired().pendsv - before);

    irq::IRQ28::disable(main);
    NVIC::unpend(Number(28));
    irq::IRQ28::enable(main);
    let before = (fired().within, fired().bound);
    irq::PendSV::pend();
    settle();
    let _ = hprintln!("line 28 within PendSV's get: {}", fired().within - before.0);
    let _ = hprintln!("after it: {}", fired().bound - before.1);
    let _ = hprintln!("end");
    debug::exit(debug::EXIT_SUCCESS);
}

#[cfg(not(feature = "take"))]
irqshare::main! {
    fn main(main) {
        run(main);
    }
}

#[cfg(feature = "take")]
fn unpend() {
    for line in [26, 27, 28, 29, 40] {
        NVIC::unpend(Number(line));
    }
}

#[cfg(feature = "take")]
#[cortex_m_rt::entry]
fn start() -> ! {
    // What a HAL may do first: it turns on a line of its own, and interrupts, and drops what was pending.
    unpend();
    // SAFETY: the handler has what it uses; no section is open.
    unsafe {
        NVIC::unmask(Number(29));
        cortex_m::interrupt::enable();
    }
    // PendSV, whose handler asks for `Main` as the first one.
    settle();
    unpend();
    let _ = hprintln!("handlers ran: {}, one got Main: {}", fired().pendsv, fired().got_main);
    let first = Main::take();
    let _ = hprintln!("main gets it: {}, and again: {}", first.is_some(), Main::take().is_some());
    run(&mut first.unwrap());
    loop {}
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    let _ = hprintln!("{}", info);
    debug::exit(debug::EXIT_FAILURE);
    loop {}
}
