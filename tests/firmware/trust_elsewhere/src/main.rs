//! Handlers that something else binds, and `in_handler` in the right place and in wrong ones; on an emulated lm3s6965evb and micro:bit. `theirs` plays C, which binds them, sets priorities and turns
//! lines on; the rest has no `unsafe`.
//!
//! Each case runs after a reset, and may end in a panic. Prints what it saw, which the check compares, and ends with `end`.
#![no_std]
#![no_main]
#![deny(unsafe_code)]

#[path = "../../../on_target/boards/spare_lines.rs"]
#[allow(unsafe_code)]
mod lines;
#[allow(unsafe_code)]
mod theirs;

use core::cell::RefCell;
use core::panic::PanicInfo;
use cortex_m_rt as _;
use cortex_m_semihosting::hprintln;
use heapless::String;
use irqshare::{IrqMutex, Isr, Main, Shared};

#[cfg(target_has_atomic = "32")]
const LINES: usize = 48;
#[cfg(not(target_has_atomic = "32"))]
const LINES: usize = 32;

mod device {
    pub use crate::lines::Interrupt;
    /// The lm3s6965 has three, and its emulator eight; the micro:bit has two.
    pub const NVIC_PRIO_BITS: u8 = if cfg!(target_has_atomic = "32") { 3 } else { 2 };
}

mod irq {
    irqshare::handlers! {
        device: super::device;

        /// The least urgent.
        fn IRQ26;
        #[priority(2)]
        fn IRQ27;
        fn IRQ28(isr) {
            super::ours(isr);
        }
        #[priority(2)]
        fn IRQ29;
        #[priority(3)]
        fn PendSV;
        /// At the top.
        fn SysTick;
    }
}

/// Vectors that `irq` names, too.
mod twice {
    irqshare::handlers! {
        device: super::device;
        fn IRQ28;
        #[priority(2)]
        fn IRQ29;
    }
}

static BOTH: Shared<u32, (irq::IRQ26, irq::IRQ27, irq::IRQ28)> = Shared::new(0);
static ALL: Shared<u32, (irq::IRQ26, irq::PendSV, irq::SysTick)> = Shared::new(0);
/// For what would be two `&mut`, if one handler got both contexts.
static TWICE: Shared<u32, (irq::IRQ28, twice::IRQ28)> = Shared::new(0);

/// Who ran inside whom: each opens a bracket and closes it.
static TRAIL: IrqMutex<RefCell<String<96>>> = IrqMutex::new(RefCell::new(String::new()));

fn mark(what: &str) {
    irqshare::interrupts::free(|cs| {
        let _ = TRAIL.borrow_ref_mut(cs).push_str(what);
    });
}

/// Prints the trail, and wipes it.
fn show(what: &str) {
    let trail = irqshare::interrupts::free(|cs| core::mem::take(&mut *TRAIL.borrow_ref_mut(cs)));
    let _ = hprintln!("{}: {}", what, trail);
}

/// What is pending and may run has run, when this returns.
fn settle() {
    cortex_m::asm::dsb();
    cortex_m::asm::isb();
}

/// What the handler of line 26 calls.
fn in_26() {
    mark("a(");
    match trust_again::case() {
        ONE_IN_OTHER => irq::IRQ27::in_handler(|_isr| ()),
        IN_ITSELF => irq::IRQ26::in_handler(|_isr| irq::IRQ26::in_handler(|_isr| mark("two"))),
        IN_ITSELF_LATER => irq::IRQ26::in_handler(|_isr| {
            irq::IRQ27::pend();
            settle();
            irq::IRQ26::in_handler(|_isr| mark("two"));
        }),
        OTHER_LEVEL_LATER => {
            irq::IRQ26::in_handler(|_isr| mark("right"));
            theirs::set_level(26, theirs::LEVELS[2]);
            irq::IRQ26::in_handler(|_isr| mark("wrong"));
        }
        _ => {
            irq::IRQ26::in_handler(|isr| {
                BOTH.lock(isr, |both| {
                    *both += 1;
                    mark("[");
                    irq::IRQ27::pend();
                    settle();
                    mark("]");
                });
            });
            // Again, one after the other.
            irq::IRQ26::in_handler(|isr| ALL.lock(isr, |all| *all += 1));
        }
    }
    mark(")");
}

fn in_27() {
    irq::IRQ27::in_handler(|isr| {
        mark("b(");
        *BOTH.get_mut(isr) += 1;
        mark(")");
    });
}

/// What the handler of line 28 calls, which is ours.
fn ours(isr: &mut Isr<'_, irq::IRQ28>) {
    mark("c(");
    if trust_again::case() == BESIDE_OURS {
        let one = TWICE.get_mut(isr);
        twice::IRQ28::in_handler(|isr| *TWICE.get_mut(isr) += 1);
        *one += 1;
    } else {
        BOTH.lock(isr, |both| *both += 1);
    }
    mark(")");
}

fn in_29() {
    irq::IRQ29::in_handler(|_isr| mark("one"));
    twice::IRQ29::in_handler(|_isr| mark("two"));
}

fn in_pendsv() {
    irq::PendSV::in_handler(|isr| {
        mark("p(");
        ALL.lock(isr, |all| {
            *all += 1;
            irq::SysTick::pend();
            settle();
            mark("|");
        });
        mark(")");
    });
}

fn in_systick() {
    irq::SysTick::in_handler(|isr| {
        mark("s(");
        *ALL.get_mut(isr) += 1;
        mark(")");
    });
}

const RIGHT: u32 = 0;
const IN_MAIN: u32 = 1;
const IN_MAIN_MASKED: u32 = 2;
const ONE_IN_OTHER: u32 = 3;
const IN_ITSELF: u32 = 4;
const IN_ITSELF_LATER: u32 = 5;
const OTHER_LEVEL: u32 = 6;
const OTHER_LEVEL_LATER: u32 = 7;
#[allow(dead_code, reason = "where `main!` has written the level")]
const LEVEL_OF_RESET: u32 = 8;
const BESIDE_OURS: u32 = 9;
const NAMED_TWICE: u32 = 10;
const END: u32 = 11;

fn right(main: &mut Main) {
    irq::IRQ28::enable(main);
    BOTH.lock(main, |_| {
        mark("lock(");
        irq::IRQ26::pend();
        irq::IRQ28::pend();
        irq::PendSV::pend();
        settle();
        mark(")");
    });
    show("a lock of three that aren't the most urgent");
    ALL.lock(main, |_| {
        mark("lock(");
        irq::SysTick::pend();
        irq::PendSV::pend();
        settle();
        mark(")");
    });
    show("a lock of the top");
    let counts = (BOTH.lock(main, |both| *both), ALL.lock(main, |all| *all));
    let _ = hprintln!("counted {:?}", counts);
}

fn run(main: &mut Main) -> ! {
    let case = trust_again::case();
    match case {
        RIGHT => {
            let _ = hprintln!("levels of 26, 27 and PendSV: {:?}", theirs::levels());
            let _ = hprintln!("26 is on: {}", theirs::is_on(26));
            theirs::turn_on();
            right(main);
        }
        IN_MAIN => irq::IRQ26::in_handler(|_isr| ()),
        IN_MAIN_MASKED => BOTH.lock(main, |_| irq::IRQ27::in_handler(|_isr| ())),
        END => trust_again::end(),
        _ => {
            theirs::turn_on();
            irq::IRQ28::enable(main);
            if case == OTHER_LEVEL {
                theirs::set_level(26, theirs::LEVELS[2]);
            }
            match case {
                BESIDE_OURS => irq::IRQ28::pend(),
                NAMED_TWICE => irq::IRQ29::pend(),
                _ => irq::IRQ26::pend(),
            }
            settle();
            show("the level of reset");
        }
    }
    trust_again::next()
}

#[cfg(not(feature = "take"))]
irqshare::main! {
    fn main(main) {
        run(main)
    }
}

#[cfg(feature = "take")]
#[cortex_m_rt::entry]
fn main() -> ! {
    if trust_again::case() != LEVEL_OF_RESET {
        theirs::set_levels();
    }
    theirs::turn_on();
    run(&mut Main::take().unwrap())
}

#[panic_handler]
fn panic(info: &PanicInfo) -> ! {
    let _ = hprintln!("{}: {}", trust_again::case(), info.message());
    trust_again::next()
}
