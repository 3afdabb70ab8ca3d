//! Another crate's safe function turns lines on that `handlers!` binds: embassy-executor's `InterruptExecutor::start` unmasks whatever it is told to. On an emulated
//! lm3s6965evb, without `unsafe`.
//!
//! First who preempts whom if `enable` never came. Then main moves values in and out of a handler, while the tick turns the handler's line on, and pends it, at each
//! moment: the handler must find all of its values, or that they aren't there.
//!
//! Prints what it saw, which the check compares, and ends with `end`.
#![no_std]
#![no_main]
#![forbid(unsafe_code)]

use core::cell::RefCell;
use core::num::NonZeroU32;
use core::panic::PanicInfo;
use cortex_m::peripheral::{NVIC, SCB, SYST, syst::SystClkSource};
use cortex_m_rt as _;
use cortex_m_semihosting::hprintln;
use embassy_executor::InterruptExecutor;
use heapless::String;
use irqshare::{Global, IrqMutex, Main, Moved, Shared};
use lm3s6965::Interrupt;

/// Each can start once.
static EXECUTORS: [InterruptExecutor; STRIKES] = [const { InterruptExecutor::new() }; STRIKES];
/// How often the tick strikes in a case.
const STRIKES: usize = 4;

/// Who ran inside whom: everyone opens a bracket and closes it.
static TRAIL: IrqMutex<RefCell<String<64>>> = IrqMutex::new(RefCell::new(String::new()));
static LOWS: Shared<u32, irq::UART1> = Shared::new(0);
static BOTH: Shared<u32, (irq::UART1, irq::SSI0)> = Shared::new(0);

/// Whether the high handler pends the low one, which pends it.
static ECHO: Global<bool> = Global::new(false);

static TIMER: Moved<SYST, irq::SysTick> = Moved::new();
static STRUCK: Global<usize> = Global::new(0);
/// Whether the tick also pends the line that it turns on.
static PENDS: Global<bool> = Global::new(false);
/// Values that were made, and those that were dropped.
static MADE: Global<u32> = Global::new(0);
static DROPPED: Global<u32> = Global::new(0);

mod irq {
    use super::{BOTH, ECHO, LOWS, Whole, mark, settle, strike};

    irqshare::handlers! {
        device: lm3s6965;

        fn UART0(_isr, whole: &mut Whole) {
            whole.step();
        }

        #[priority(1)]
        fn UART1(isr) {
            mark("l(");
            *LOWS.get_mut(isr) += 1;
            BOTH.lock(isr, |both| {
                *both += 1;
                mark("[");
                SSI0::pend();
                settle();
                mark("]");
            });
            mark(")");
        }

        #[priority(3)]
        fn SSI0(isr) {
            mark("h(");
            let both = BOTH.get_mut(isr);
            if ECHO.replace(false) {
                UART1::pend();
                settle();
            }
            *both += 1;
            mark(")");
        }

        fn SysTick(isr) {
            strike(isr);
        }
    }
}

fn mark(what: &str) {
    irqshare::interrupts::free(|cs| {
        TRAIL.borrow_ref_mut(cs).push_str(what).unwrap();
    });
}

/// What is pending and may run has run, when this returns.
fn settle() {
    cortex_m::asm::dsb();
    cortex_m::asm::isb();
}

/// Words that belong together: each is told by the first one. So many that no instruction moves all of them; and of the first one a bit tells whether they are there.
pub struct Whole {
    first: NonZeroU32,
    others: [u32; 23],
}

impl Whole {
    fn new(seed: u32) -> Self {
        MADE.update(|made| made + 1);
        let first = NonZeroU32::MIN | seed;
        Self { first, others: core::array::from_fn(|i| Self::other(first, i)) }
    }

    fn other(first: NonZeroU32, i: usize) -> u32 {
        first.get().wrapping_mul(i as u32 + 2)
    }

    /// All of it changes.
    fn step(&mut self) {
        self.check();
        self.first = NonZeroU32::MIN | self.first.get().wrapping_add(0x0202);
        for (i, other) in self.others.iter_mut().enumerate() {
            *other = Self::other(self.first, i);
        }
    }

    /// Counts whether it is whole.
    fn check(&self) {
        let whole = self.others.iter().enumerate().all(|(i, &other)| other == Self::other(self.first, i));
        trust_again::count(if whole { WHOLE } else { TORN });
    }
}

impl Drop for Whole {
    fn drop(&mut self) {
        self.check();
        DROPPED.update(|dropped| dropped + 1);
    }
}

// What is counted: values that were looked at,
const WHOLE: usize = 0;
const TORN: usize = 1;
// ways that cases end,
const WITHOUT: usize = 2;
const ALREADY: usize = 3;
const THROUGH: usize = 4;
const BEFORE: usize = 5;
// and values that were never dropped, or twice.
const LOST: usize = 6;

fn strike(isr: &mut irqshare::Isr<'_, irq::SysTick>) {
    let struck = STRUCK.get();
    EXECUTORS[struck].start(Interrupt::UART0);
    if PENDS.get() {
        NVIC::pend(Interrupt::UART0);
    }
    STRUCK.set(struck + 1);
    if let Some(timer) = TIMER.get_mut(isr) {
        timer.clear_current();
        if struck + 1 == STRIKES {
            timer.disable_counter();
        }
    }
    // The short period may have ended once more.
    SCB::clear_pendst();
}

/// The tick comes in so many clocks.
fn arm(main: &mut Main, clocks: u32) {
    TIMER.lock(main, |timer| {
        timer.set_clock_source(SystClkSource::Core);
        timer.set_reload(clocks);
        timer.clear_current();
        timer.enable_interrupt();
        timer.enable_counter();
    });
}

/// Prints the trail, and wipes it.
fn show(what: &str) {
    let trail = irqshare::interrupts::free(|cs| core::mem::take(&mut *TRAIL.borrow_ref_mut(cs)));
    let _ = hprintln!("{}: {}", what, trail);
}

fn who_preempts_whom(main: &mut Main) {
    EXECUTORS[0].start(Interrupt::UART1);
    LOWS.lock(main, |_| {
        mark("lock(");
        irq::UART1::pend();
        settle();
        mark(")");
    });
    show("a lock of the low one's");
    EXECUTORS[1].start(Interrupt::SSI0);
    show("what was pended in the low one");
    ECHO.set(true);
    BOTH.lock(main, |_| {
        mark("lock(");
        irq::UART1::pend();
        irq::SSI0::pend();
        settle();
        mark(")");
    });
    show("a lock of both's");
}

/// More than the moves take.
const CLOCKS: u32 = 12000;
/// Cases before those in which it strikes.
const FIRST: u32 = 3;

/// Values move in and out, three times; the second ones are replaced by others.
fn moves(main: &mut Main, first: u32) {
    irq::UART0::enable(main, Whole::new(first));
    irq::UART0::pend();
    drop(core::hint::black_box(irq::UART0::disable(main)));
    irq::UART0::enable(main, Whole::new(!first));
    NVIC::mask(Interrupt::UART0);
    irq::UART0::enable(main, Whole::new(first + 1));
    drop(core::hint::black_box(irq::UART0::disable(main)));
}

fn run(main: &mut Main) -> ! {
    match trust_again::case() {
        0 => who_preempts_whom(main),
        1 => {
            EXECUTORS[0].start(Interrupt::UART0);
            irq::UART0::pend();
            settle();
        }
        2 => {
            EXECUTORS[0].start(Interrupt::UART0);
            irq::UART0::enable(main, Whole::new(1));
        }
        case if case < FIRST + 2 * CLOCKS => {
            TIMER.put(main, cortex_m::Peripherals::take().unwrap().SYST);
            PENDS.set(case % 2 == 0);
            arm(main, 1 + (case - FIRST) / 2);
            moves(main, case);
            // No tick any more.
            irqshare::interrupts::disable();
            trust_again::count(if STRUCK.get() == 0 { BEFORE } else { THROUGH });
            if MADE.get() != DROPPED.get() {
                trust_again::count(LOST);
            }
        }
        _ => {
            sum_up();
            trust_again::end();
        }
    }
    trust_again::next()
}

/// The numbers depend on the compiler; none of the ways may be missing.
fn sum_up() {
    let some = |counter| trust_again::counted(counter) > 0;
    let _ = hprintln!("values that were whole: {}", some(WHOLE));
    let _ = hprintln!("torn: {}, lost: {}", trust_again::counted(TORN), trust_again::counted(LOST));
    let _ = hprintln!(
        "moves that ended before the tick: {}, that the tick didn't harm: {}",
        some(BEFORE),
        some(THROUGH)
    );
    let _ = hprintln!("a handler without values: {}, a line that is on: {}", some(WITHOUT), some(ALREADY));
}

irqshare::main! {
    fn main(main) {
        run(main)
    }
}

#[panic_handler]
fn panic(info: &PanicInfo) -> ! {
    if trust_again::case() < FIRST {
        let _ = hprintln!("{}", info.message());
        trust_again::next();
    }
    let message = info.message().as_str().unwrap_or_default();
    if message.contains("fires without its values") {
        trust_again::count(WITHOUT);
    } else if message.contains("is enabled already") {
        trust_again::count(ALREADY);
    } else {
        let _ = hprintln!("{}", info.message());
    }
    trust_again::next()
}
