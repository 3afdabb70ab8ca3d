//! Handlers that switch lines, by `pause` and `resume`; on an emulated lm3s6965evb and micro:bit, without `unsafe`.
//!
//! A button's handler stops a clock and lets it go on, in each of the orders in which main may enable and disable the clock's line. Then the tick does both to a line that main is pausing and resuming, at each moment: the line must end as on.
//!
//! Prints what it saw, which the check compares, and ends with `end`.
#![no_std]
#![no_main]
#![deny(unsafe_code)]

#[path = "../../../on_target/boards/spare_lines.rs"]
#[allow(unsafe_code)]
mod lines;

use core::panic::PanicInfo;
use cortex_m::peripheral::{NVIC, SCB, SYST, syst::SystClkSource};
use cortex_m_rt as _;
use cortex_m_semihosting::{debug, hprintln};
use irqshare::{Global, Isr, Line, Main, Moved, Shared};
use lines::Interrupt;

#[cfg(target_has_atomic = "32")]
const LINES: usize = 48;
#[cfg(not(target_has_atomic = "32"))]
const LINES: usize = 32;

mod device {
    pub use crate::lines::Interrupt;
    pub const NVIC_PRIO_BITS: u8 = if cfg!(target_has_atomic = "32") { 3 } else { 2 };
}

mod irq {
    irqshare::handlers! {
        device: super::device;

        /// The clock.
        #[priority(2)]
        fn IRQ26(isr) {
            *super::TICKS.get_mut(isr) += 1;
        }

        /// The button.
        #[priority(1)]
        fn IRQ27(isr) {
            super::pressed(isr);
        }

        /// A clock that owns its value.
        #[priority(1)]
        fn IRQ28(_isr, ticks: &mut u32) {
            *ticks += 1;
        }

        fn IRQ29(_isr) {}

        fn SysTick(isr) {
            super::strike(isr);
        }

        #[cfg(target_has_atomic = "32")]
        fn IRQ40(_isr) {}
    }
}

static TICKS: Shared<u32, irq::IRQ26> = Shared::new(0);
static STOPS: Global<bool> = Global::new(false);
static SEEN: Global<u32> = Global::new(0);

/// What is pending and may run has run, when this returns.
fn settle() {
    cortex_m::asm::dsb();
    cortex_m::asm::isb();
}

fn pressed(isr: &mut Isr<'_, irq::IRQ27>) {
    if STOPS.get() {
        stop::<irq::IRQ26, _>(isr);
        // It is more urgent than the button, and doesn't come.
        irq::IRQ26::pend();
        settle();
        SEEN.set(u32::from(NVIC::is_enabled(Interrupt::IRQ26)));
    } else {
        irq::IRQ26::resume(isr);
        irq::IRQ28::resume(isr);
    }
}

fn stop<Clock: Line, V: irqshare::Vector>(isr: &mut Isr<'_, V>) {
    if !cfg!(feature = "broken") {
        Clock::pause(isr);
    }
}

fn press(stops: bool) {
    STOPS.set(stops);
    irq::IRQ27::pend();
    settle();
}

fn ticks(main: &mut Main) -> u32 {
    TICKS.lock(main, core::mem::take)
}

fn say(what: &str, number: u32) {
    let _ = hprintln!("{}: {}", what, number);
}

fn stopwatch(main: &mut Main) {
    irq::IRQ27::enable(main);
    press(false);
    irq::IRQ26::pend();
    settle();
    say("never enabled, and resumed", ticks(main));
    irq::IRQ26::enable(main);
    settle();
    say("enabled, with one that waits", ticks(main));
    press(true);
    irq::IRQ26::pend();
    settle();
    say("paused", ticks(main));
    say("its line", SEEN.get());
    press(false);
    say("resumed", ticks(main));
    press(true);
    irq::IRQ26::disable(main);
    press(false);
    say("paused, disabled, and resumed", ticks(main));
    irq::IRQ26::enable(main);
    settle();
    say("enabled again", ticks(main));
    press(true);
    irq::IRQ26::enable(main);
    settle();
    say("paused, and enabled", ticks(main));

    irq::IRQ28::enable(main, 0);
    irq::IRQ28::pause(main);
    irq::IRQ28::pend();
    settle();
    press(false);
    irq::IRQ28::pause(main);
    irq::IRQ28::pend();
    let counted = irq::IRQ28::disable(main).unwrap_or(99);
    say("with a value", counted);
    press(false);
    settle();
    say("without it, on", u32::from(NVIC::is_enabled(Interrupt::IRQ28)));
}

/// More than main's two steps take.
const CLOCKS: u32 = 150;

/// What the tick does to the line.
static STRIKE: Global<u32> = Global::new(0);
static TIMER: Moved<SYST, irq::SysTick> = Moved::new();
static STRUCK: Global<bool> = Global::new(false);

fn strike(isr: &mut Isr<'_, irq::SysTick>) {
    if STRIKE.get() != 1 {
        irq::IRQ26::pause(isr);
    }
    if STRIKE.get() != 0 {
        irq::IRQ26::resume(isr);
    }
    STRUCK.set(true);
    if let Some(timer) = TIMER.get_mut(isr) {
        timer.disable_counter();
    }
    // The short period may have ended once more.
    SCB::clear_pendst();
}

/// The tick comes in each of so many clocks, and does to the line what main does. Whoever was last, it can be resumed: it isn't off without a mark.
fn meet(main: &mut Main) {
    for strikes in 0..3 {
        STRIKE.set(strikes);
        let (mut on, mut off) = (0, 0);
        for clocks in 1..=CLOCKS {
            STRUCK.set(false);
            TIMER.lock(main, |timer| {
                timer.set_clock_source(SystClkSource::Core);
                timer.set_reload(clocks);
                timer.clear_current();
                timer.enable_interrupt();
                timer.enable_counter();
            });
            irq::IRQ26::pause(main);
            irq::IRQ26::resume(main);
            while !STRUCK.get() {}
            off += u32::from(!NVIC::is_enabled(Interrupt::IRQ26));
            irq::IRQ26::resume(main);
            on += u32::from(NVIC::is_enabled(Interrupt::IRQ26));
        }
        // How often it's off depends on the compiler.
        let _ = hprintln!("struck by {}: on {}, sometimes off before: {}", strikes, on, off > 0);
    }
}

irqshare::main! {
    fn main(main) {
        stopwatch(main);
        TIMER.put(main, cortex_m::Peripherals::take().unwrap().SYST);
        meet(main);
        let _ = hprintln!("end");
        debug::exit(debug::EXIT_SUCCESS);
    }
}

#[panic_handler]
fn panic(info: &PanicInfo) -> ! {
    let _ = hprintln!("{}", info);
    debug::exit(debug::EXIT_FAILURE);
    loop {}
}
