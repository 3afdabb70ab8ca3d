//! `IrqMutex`, `Global` and `free` through critical-section, beside others who use it: the PAC's `#[interrupt]`, portable-atomic, critical-section's
//! own `Mutex`; on an emulated lm3s6965evb and micro:bit. By features it is cortex-m that provides the critical section, with and without the promise of a
//! single core, or irqshare. What is seen is the same each time.
//!
//! Prints what it saw, which the check compares, and ends with `end`.
#![no_std]
#![no_main]

use core::cell::{Cell, RefCell};
use cortex_m::peripheral::{NVIC, SYST, syst::SystClkSource};
use cortex_m::register::primask;
use cortex_m_rt as _;
use cortex_m_semihosting::{debug, hprintln};
use critical_section::Mutex;
use device::{Interrupt, interrupt};
use irqshare::{CriticalSection, Global, IrqMutex, Main, interrupts};
use portable_atomic::{AtomicU32, Ordering::SeqCst};

/// Stepped by main and the handlers, through tokens: irqshare's in main and in our handlers, critical-section's in the other one, where it opens our cells.
static STEPS: IrqMutex<Cell<u64>> = IrqMutex::new(Cell::new(0));
/// The same in critical-section's own mutex.
static THEIRS: Mutex<Cell<u64>> = Mutex::new(Cell::new(0));
/// Stepped by the same.
static ROUNDS: Global<u64> = Global::new(0);
/// Stepped by the same, through portable-atomic: on v6-M by critical-section, on v7-M by the CPU.
static ATOMIC: AtomicU32 = AtomicU32::new(0);
/// Put in by main, used by all handlers.
static SEEN: IrqMutex<RefCell<Option<Seen>>> = IrqMutex::new(RefCell::new(None));
/// Of SysTick, which stops there.
static TICKS: Global<u32> = Global::new(0);
const ENOUGH: u32 = 200;
/// Time for all handlers, and for some of main.
const PERIOD: u32 = 8000;

/// How often each handler ran.
#[derive(Clone, Copy, Default, Debug, PartialEq)]
struct Seen {
    ours: u32,
    other: u32,
    tick: u32,
}

/// It moves into our handler, where there is one core for sure; elsewhere a cell holds it.
pub struct Runs(u32);
#[cfg(not(feature = "promise"))]
static RUNS: IrqMutex<RefCell<Option<Runs>>> = IrqMutex::new(RefCell::new(None));

/// The line that is ours; the devices share few names.
#[cfg(target_has_atomic = "32")]
use irq::GPIOA as Ours;
#[cfg(not(target_has_atomic = "32"))]
use irq::SWI0 as Ours;

mod irq {
    irqshare::handlers! {
        device: device;

        #[cfg(all(target_has_atomic = "32", feature = "promise"))]
        #[priority(2)]
        fn GPIOA(_isr, runs: &mut super::Runs) {
            super::ours(runs);
        }
        #[cfg(all(target_has_atomic = "32", not(feature = "promise")))]
        #[priority(2)]
        fn GPIOA(_isr) {
            irqshare::interrupts::free(|cs| super::RUNS.with(cs, super::ours));
        }

        #[cfg(all(not(target_has_atomic = "32"), feature = "promise"))]
        #[priority(2)]
        fn SWI0(_isr, runs: &mut super::Runs) {
            super::ours(runs);
        }
        #[cfg(all(not(target_has_atomic = "32"), not(feature = "promise")))]
        #[priority(2)]
        fn SWI0(_isr) {
            irqshare::interrupts::free(|cs| super::RUNS.with(cs, super::ours));
        }

        fn SysTick(_isr) {
            super::tick();
        }
    }
}

fn ours(runs: &mut Runs) {
    runs.0 += 1;
    step();
    interrupts::free(|cs| SEEN.with(cs, |seen| seen.ours += 1));
}

fn tick() {
    step();
    interrupts::free(|cs| SEEN.with(cs, |seen| seen.tick += 1));
    TICKS.update(|ticks| ticks + 1);
    pend_both();
    // SAFETY: main is done with the timer. Each period is another one, or the ticks might find main at the same few places.
    unsafe {
        (*SYST::PTR).rvr.write(PERIOD + 7 * TICKS.get());
        if TICKS.get() == ENOUGH {
            (*SYST::PTR).csr.write(0);
        }
    }
}

/// Critical-section's section, whose token opens our cells where its implementation is the mask in use: through it, or through ours.
#[cfg(any(not(feature = "promise"), feature = "own"))]
fn their_section<R>(f: impl FnOnce(critical_section::CriticalSection<'_>) -> R) -> R {
    critical_section::with(f)
}
/// Beside another implementation the token doesn't: that might hold off less. So it is ours within theirs.
#[cfg(all(feature = "promise", not(feature = "own")))]
fn their_section<R>(f: impl FnOnce(CriticalSection<'_>) -> R) -> R {
    critical_section::with(|_| interrupts::free(f))
}

/// Both tokens of one section: where the two are the same, `free`'s converts.
#[cfg(any(not(feature = "promise"), feature = "own"))]
fn both(cs: CriticalSection<'_>, f: impl FnOnce(CriticalSection<'_>, critical_section::CriticalSection<'_>)) {
    f(cs, cs.into());
}
/// Elsewhere theirs is a section of its own.
#[cfg(all(feature = "promise", not(feature = "own")))]
fn both(cs: CriticalSection<'_>, f: impl FnOnce(CriticalSection<'_>, critical_section::CriticalSection<'_>)) {
    critical_section::with(|theirs| f(cs, theirs));
}

/// Not ours: the PAC's attribute binds it, and it knows critical-section alone.
#[interrupt]
fn UART0() {
    critical_section::with(|cs| THEIRS.borrow(cs).set(THEIRS.borrow(cs).get() + 1));
    their_section(|cs| {
        STEPS.update(cs, |steps| steps + 1);
        SEEN.with(cs, |seen| seen.other += 1);
    });
    ROUNDS.update(|rounds| rounds + 1);
    ATOMIC.fetch_add(1, SeqCst);
}

fn step() {
    interrupts::free(|cs| {
        both(cs, |ours, theirs| {
            STEPS.update(ours, |steps| steps + 1);
            THEIRS.borrow(theirs).set(THEIRS.borrow(theirs).get() + 1);
        });
    });
    ROUNDS.update(|rounds| rounds + 1);
    ATOMIC.fetch_add(1, SeqCst);
}

fn pend_both() {
    Ours::pend();
    NVIC::pend(Interrupt::UART0);
    // What may run has run, when this returns.
    cortex_m::asm::dsb();
    cortex_m::asm::isb();
}

/// Main's section, which `broken` takes away.
fn section<R>(f: impl FnOnce(CriticalSection<'_>) -> R) -> R {
    if cfg!(feature = "broken") {
        // SAFETY: it isn't true; that the counters show it is what is tested.
        return f(unsafe { CriticalSection::new() });
    }
    interrupts::free(f)
}

fn sections() {
    let masked = || primask::read().is_inactive();
    let (a, b, c) = interrupts::free(|_| (masked(), critical_section::with(|_| masked()), masked()));
    let _ = hprintln!("theirs in ours: {} {} {}, then {}", a, b, c, masked());
    let (a, b, c) = critical_section::with(|_| (masked(), interrupts::free(|_| masked()), masked()));
    let _ = hprintln!("ours in theirs: {} {} {}, then {}", a, b, c, masked());
    interrupts::free(|cs| {
        pend_both();
        let _ = hprintln!("in ours {:?}", SEEN.with(cs, |seen| *seen).unwrap());
    });
    their_section(|cs| {
        pend_both();
        let _ = hprintln!("in theirs {:?}", SEEN.with(cs, |seen| *seen).unwrap());
    });
    let _ = hprintln!("then {:?}", interrupts::free(|cs| SEEN.with(cs, |seen| *seen)).unwrap());
}

fn totals() -> [u64; 4] {
    let steps = interrupts::free(|cs| STEPS.get(cs));
    let theirs = critical_section::with(|cs| THEIRS.borrow(cs).get());
    [steps, theirs, ROUNDS.get(), ATOMIC.load(SeqCst).into()]
}

fn count(timer: &mut SYST) {
    let before = totals();
    timer.set_clock_source(SystClkSource::Core);
    timer.set_reload(PERIOD);
    timer.clear_current();
    timer.enable_interrupt();
    timer.enable_counter();
    let mut own = 0;
    while TICKS.get() < ENOUGH {
        section(|cs| {
            STEPS.update(cs, |steps| steps + 1);
            if cfg!(feature = "broken") {
                // SAFETY: it isn't true, as above.
                let theirs = unsafe { critical_section::CriticalSection::new() };
                THEIRS.borrow(theirs).set(THEIRS.borrow(theirs).get() + 1);
            } else {
                both(cs, |_, theirs| THEIRS.borrow(theirs).set(THEIRS.borrow(theirs).get() + 1));
            }
        });
        ROUNDS.update(|rounds| rounds + 1);
        ATOMIC.fetch_add(1, SeqCst);
        own += 1;
    }
    let after = totals();
    for (i, name) in ["steps", "in their mutex", "rounds", "in portable-atomic"].iter().enumerate() {
        let _ = hprintln!("{}: {}", name, after[i] - before[i] - own);
    }
}

fn run(main: &mut Main) {
    interrupts::free(|cs| SEEN.put(cs, Seen::default()));
    #[cfg(feature = "promise")]
    Ours::enable(main, Runs(0));
    #[cfg(not(feature = "promise"))]
    {
        interrupts::free(|cs| RUNS.put(cs, Runs(0)));
        Ours::enable(main);
    }
    // SAFETY: what it uses is ready; no cell relies on it.
    unsafe { NVIC::unmask(Interrupt::UART0) };

    sections();
    // SAFETY: main alone uses the timer, until SysTick stops it.
    count(&mut unsafe { cortex_m::Peripherals::steal() }.SYST);
    let runs = Ours::disable(main);
    #[cfg(not(feature = "promise"))]
    let runs = {
        let () = runs;
        interrupts::free(|cs| RUNS.take(cs))
    };
    let _ = hprintln!("moved in and back: {}", runs.unwrap().0);
    let _ = hprintln!("taken out {:?}", interrupts::free(|cs| SEEN.take(cs)).unwrap());
}

irqshare::main! {
    fn main(main) {
        run(main);
        let _ = hprintln!("end");
        debug::exit(debug::EXIT_SUCCESS);
    }
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    let _ = hprintln!("{}", info);
    debug::exit(debug::EXIT_FAILURE);
    loop {}
}
