//! Handlers of `handlers!` beside those of the PAC's `#[interrupt]` and of cortex-m-rt's `#[exception]`, in a program that starts with its `#[entry]`
//! and opens its sections with `cortex_m::interrupt::free`; on an emulated lm3s6965evb.
//!
//! From the least urgent: A (ours, priority 2), B (the PAC's, 3), C (ours, 5), PendSV (ours) and SysTick (cortex-m-rt's) at the top. A, B and C
//! share a word of the NVIC's priorities.
//!
//! Prints what it saw, which the check compares, and ends with `end`.
#![no_std]
#![no_main]

use core::cell::{Cell, RefCell};
use cortex_m::interrupt::{CriticalSection, free};
use cortex_m::peripheral::{NVIC, SCB, SYST, syst::SystClkSource};
use cortex_m_rt::{entry, exception};
use cortex_m_semihosting::{debug, hprintln};
use heapless::String;
use irqshare::{Global, IrqMutex, Main, SectionToken, Shared};
use lm3s6965::{Interrupt, interrupt};

/// Who ran inside whom: everyone opens a bracket and closes it.
static TRAIL: IrqMutex<RefCell<String<64>>> = IrqMutex::new(RefCell::new(String::new()));
/// What the handlers do between their brackets.
static SCRIPT: Global<Script> = Global::new(Script::Count);

/// Stepped by main and by all handlers, through tokens.
static STEPS: IrqMutex<Cell<u64>> = IrqMutex::new(Cell::new(0));
/// Stepped by main, B and C.
static ROUNDS: Global<u64> = Global::new(0);
/// Stepped by main and A.
static OURS: Shared<u64, irq::GPIOA> = Shared::new(0);
/// Of SysTick, which stops there.
static TICKS: Global<u32> = Global::new(0);
const ENOUGH: u32 = 200;
/// Time for all handlers, and for some of main.
const PERIOD: u32 = 5000;

#[derive(Clone, Copy, PartialEq)]
enum Script {
    /// Each pends the next more urgent one.
    Up,
    /// SysTick pends the others, and leaves.
    Down,
    /// Each steps its counters.
    Count,
}

mod irq {
    use super::{OURS, ROUNDS, SCRIPT, Script, mark, pend, step};

    irqshare::handlers! {
        device: lm3s6965;

        #[priority(2)]
        fn GPIOA(isr) {
            *OURS.get_mut(isr) += 1;
            irqshare::interrupts::free(|cs| mark(cs, "a("));
            if SCRIPT.get() == Script::Up {
                pend(lm3s6965::Interrupt::GPIOB);
            }
            irqshare::interrupts::free(|cs| mark(cs, ")"));
            step();
        }

        #[priority(5)]
        fn GPIOC(_isr) {
            ROUNDS.update(|rounds| rounds + 1);
            irqshare::interrupts::free(|cs| mark(cs, "c("));
            if SCRIPT.get() == Script::Up {
                PendSV::pend();
                super::SCB::set_pendst();
                super::settle();
            }
            irqshare::interrupts::free(|cs| mark(cs, ")"));
            step();
        }

        fn PendSV(_isr) {
            irqshare::interrupts::free(|cs| mark(cs, "p()"));
        }
    }
}

/// Not ours: the PAC's attribute binds it, the PAC's NVIC enables it.
#[interrupt]
fn GPIOB() {
    ROUNDS.update(|rounds| rounds + 1);
    free(|cs| mark(cs, "b("));
    if SCRIPT.get() == Script::Up {
        // Preempted, but not in here.
        free(|cs| {
            mark(cs, "[");
            pend(Interrupt::GPIOC);
            mark(cs, "]");
        });
    }
    free(|cs| mark(cs, ")"));
    step();
}

#[exception]
fn SysTick() {
    free(|cs| mark(cs, "s("));
    match SCRIPT.get() {
        Script::Up => {}
        Script::Down => pend_all(),
        Script::Count => {
            pend_all();
            step();
            TICKS.update(|ticks| ticks + 1);
            // SAFETY: main is done with the timer. Each period is another one, or the ticks might find main at the same few places.
            unsafe {
                (*SYST::PTR).rvr.write(PERIOD + 7 * TICKS.get());
                if TICKS.get() == ENOUGH {
                    (*SYST::PTR).csr.write(0);
                }
            }
        }
    }
    free(|cs| mark(cs, ")"));
}

/// Two handlers for one vector; with a body, or the compiler would merge it with other empty functions.
#[cfg(feature = "clash")]
#[interrupt]
fn GPIOA() {
    ROUNDS.set(0);
}

/// Leaves a trace, whoever's token it is.
fn mark<'cs>(cs: impl SectionToken<'cs>, what: &str) {
    if SCRIPT.get() != Script::Count {
        TRAIL.borrow_ref_mut(cs).push_str(what).unwrap();
    }
}

fn step() {
    free(|cs| STEPS.update(cs, |steps| steps + 1));
}

/// What is pending and may run has run, when this returns.
fn settle() {
    cortex_m::asm::dsb();
    cortex_m::asm::isb();
}

fn pend(line: Interrupt) {
    NVIC::pend(line);
    settle();
}

fn pend_all() {
    for line in [Interrupt::GPIOA, Interrupt::GPIOB, Interrupt::GPIOC] {
        pend(line);
    }
}

/// Prints the trail, and wipes it.
fn show(what: &str) {
    let trail = free(|cs| core::mem::take(&mut *TRAIL.borrow_ref_mut(cs)));
    let _ = hprintln!("{}: {}", what, trail);
}

/// Main's section, which `broken` takes away.
fn section<R>(f: impl FnOnce(&CriticalSection) -> R) -> R {
    if cfg!(feature = "broken") {
        // SAFETY: it isn't true; that the counters show it is what is tested.
        return f(&unsafe { CriticalSection::new() });
    }
    free(f)
}

fn who_preempts_whom(main: &mut Main) {
    SCRIPT.set(Script::Up);
    pend(Interrupt::GPIOA);
    show("up");

    SCRIPT.set(Script::Down);
    SCB::set_pendst();
    settle();
    show("down");

    OURS.lock(main, |_| {
        free(|cs| mark(cs, "lock("));
        pend_all();
        free(|cs| mark(cs, ")"));
    });
    show("a lock holds off A alone");

    free(|cs| {
        mark(cs, "free(");
        pend_all();
        irq::PendSV::pend();
        settle();
        mark(cs, ")");
    });
    show("cortex-m's section holds off all");

    irqshare::interrupts::free(|cs| {
        mark(cs, "free(");
        pend_all();
        free(|inner| mark(inner, "{}"));
        settle();
        mark(cs, ")");
    });
    show("one inside ours doesn't end it");
}

fn neighbours(main: &mut Main) {
    free(|cs| {
        pend(Interrupt::GPIOB);
        irq::GPIOA::disable(main);
        irq::GPIOC::disable(main);
        irq::GPIOA::enable(main);
        irq::GPIOC::enable(main);
        mark(cs, "enabled ");
    });
    show("B stays pending");
    for (name, line) in [("A", Interrupt::GPIOA), ("B", Interrupt::GPIOB), ("C", Interrupt::GPIOC)] {
        let _ = hprintln!("{}: priority {}, on {}", name, NVIC::get_priority(line), NVIC::is_enabled(line));
    }
}

fn count(main: &mut Main, timer: &mut SYST) {
    SCRIPT.set(Script::Count);
    let before = (section(|cs| STEPS.get(cs)), ROUNDS.get(), OURS.lock(main, |ours| *ours));
    timer.set_clock_source(SystClkSource::Core);
    timer.set_reload(PERIOD);
    timer.clear_current();
    timer.enable_interrupt();
    timer.enable_counter();
    let mut own = 0;
    while TICKS.get() < ENOUGH {
        section(|cs| STEPS.update(cs, |steps| steps + 1));
        ROUNDS.update(|rounds| rounds + 1);
        OURS.lock(main, |ours| *ours += 1);
        own += 1;
    }
    let _ = hprintln!("ticks: {}", TICKS.get());
    let _ = hprintln!("steps of four handlers: {}", section(|cs| STEPS.get(cs)) - before.0 - own);
    let _ = hprintln!("rounds of B and C: {}", ROUNDS.get() - before.1 - own);
    let _ = hprintln!("A's own: {}", OURS.lock(main, |ours| *ours) - before.2 - own);
}

#[entry]
fn start() -> ! {
    let mut main = Main::take().unwrap();
    let main = &mut main;
    let mut device = cortex_m::Peripherals::take().unwrap();

    // SAFETY: no cell relies on B, and the priority is its own; what it uses is ready.
    unsafe {
        // 3 of 1 to 8, in three bits.
        device.NVIC.set_priority(Interrupt::GPIOB, (8 - 3) << 5);
        NVIC::unmask(Interrupt::GPIOB);
    }
    irq::GPIOA::enable(main);
    irq::GPIOC::enable(main);
    #[cfg(feature = "clash-library")]
    handlers::enable(main);

    who_preempts_whom(main);
    neighbours(main);
    count(main, &mut device.SYST);
    let _ = hprintln!("end");
    debug::exit(debug::EXIT_SUCCESS);
    loop {}
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    let _ = hprintln!("{}", info);
    debug::exit(debug::EXIT_FAILURE);
    loop {}
}
