//! RTIC's tasks wait for what handlers do, both RTIC's and ours; on an emulated lm3s6965evb. RTIC owns `main`, and its `idle` waits by `block_on`.
//!
//! From the least urgent: idle; the tasks `event`, `ours` and `flag` (RTIC's, 1); `signal` (RTIC's, 2); the handlers GPIOA, GPIOB and GPIOE (RTIC's, 2 to 4), GPIOC
//! and GPIOD (ours, 2 and 3); the tick (ours) at the top.
//!
//! As in embassy_cortex_m: each task asks for its handler and waits, and does so again, so whoever misses one wake sleeps for ever. First each does so alone, and
//! the handler comes one clock later each time: before the task looks, while it registers, and after; then all do so together. The tick sees to that; it also
//! says who is lost, and ends the program then.
//!
//! Prints what it saw, which the check compares, and ends with `end`.
#![no_std]
#![no_main]

use core::future::poll_fn;
use core::mem::take;
use core::task::Poll;
use cortex_m::peripheral::{NVIC, SCB, SYST, syst::SystClkSource};
use cortex_m_semihosting::{debug, hprintln};
use irqshare::{AtomicWaker, Event, Global, Main, Shared, Signal, Task, WakerRegistration};
use lm3s6965::Interrupt;

/// How often each task waits alone; in as many clocks it has gone to sleep.
const ALONE: u32 = 1000;
/// How often it waits while the others do, too.
const TOGETHER: u32 = 1000;

/// Each task's turn to wait alone, and then the start of all.
static TURNS: [Event; 5] = [const { Event::new() }; 5];

static PRESSES: Event = Event::new();
static SAMPLE: Signal<u32> = Signal::new();
static OURS: Signal<u32> = Signal::new();
static FLAG: Global<bool> = Global::new(false);
static FLAG_WAKER: AtomicWaker = AtomicWaker::new();
static COUNTER: Shared<Counter, irq::GPIOD> =
    Shared::new(Counter { count: 0, waker: WakerRegistration::new() });

pub struct Counter {
    count: u32,
    waker: WakerRegistration,
}

mod irq {
    irqshare::handlers! {
        device: lm3s6965;

        #[priority(2)]
        fn GPIOC(_isr) {
            super::OURS.signal(super::SAMPLES.get());
        }

        #[priority(3)]
        fn GPIOD(isr) {
            let counter = super::COUNTER.get(isr);
            counter.count += 1;
            if !cfg!(feature = "mute") {
                counter.waker.wake();
            }
        }

        fn SysTick(_isr) {
            super::tick();
        }

        // With a body, or the linker would merge it with other empty functions.
        #[cfg(feature = "clash")]
        fn GPIOA(_isr) {
            super::SAMPLES.set(0);
        }
    }
}

#[rtic::app(device = lm3s6965, dispatchers = [SSI0, QEI0])]
mod app {
    use super::*;

    #[shared]
    struct Shared {
        /// Handlers that ran, and tasks that woke.
        steps: (u32, u32),
    }

    #[local]
    struct Local {
        main: Main,
    }

    #[init]
    fn init(cx: init::Context) -> (Shared, Local) {
        let mut main = Main::take().unwrap();
        irq::GPIOC::enable(&mut main);
        irq::GPIOD::enable(&mut main);
        TURNS[0].set();
        start(cx.core.SYST);
        event::spawn().unwrap();
        signal::spawn().unwrap();
        ours::spawn().unwrap();
        flag::spawn().unwrap();
        (Shared { steps: (0, 0) }, Local { main })
    }

    #[idle(local = [main])]
    fn idle(cx: idle::Context) -> ! {
        irqshare::block_on(cx.local.main, counter);
        loop {
            cortex_m::asm::wfi();
        }
    }

    #[task(binds = GPIOA, priority = 2, shared = [steps])]
    fn press(mut cx: press::Context) {
        PRESSES.set();
        cx.shared.steps.lock(|steps| steps.0 += 1);
    }

    #[task(binds = GPIOB, priority = 3)]
    fn sample(_cx: sample::Context) {
        SAMPLE.signal(SAMPLES.get());
    }

    #[task(binds = GPIOE, priority = 4)]
    fn raise(_cx: raise::Context) {
        FLAG.set(true);
        FLAG_WAKER.wake();
    }

    #[task(priority = 1, shared = [steps])]
    async fn event(mut cx: event::Context) {
        rounds(0, async || {
            let presses = PRESSES.wait().await.get();
            cx.shared.steps.lock(|steps| {
                steps.1 += 1;
                presses == 1 && steps.0 == steps.1
            })
        })
        .await;
    }

    #[task(priority = 2)]
    async fn signal(_cx: signal::Context) {
        let mut last = 0;
        rounds(1, async || younger(&mut last, SAMPLE.wait().await)).await;
    }

    #[task(priority = 1)]
    async fn ours(_cx: ours::Context) {
        let mut last = 0;
        rounds(2, async || younger(&mut last, OURS.wait().await)).await;
    }

    #[task(priority = 1)]
    async fn flag(_cx: flag::Context) {
        rounds(3, super::raised).await;
    }
}

/// By hand, with the waker beside.
async fn raised() -> bool {
    poll_fn(|cx| {
        if !cfg!(feature = "late") {
            FLAG_WAKER.register(cx.waker());
        }
        if FLAG.replace(false) {
            return Poll::Ready(true);
        }
        if cfg!(feature = "late") {
            FLAG_WAKER.register(cx.waker());
        }
        Poll::Pending
    })
    .await
}

/// In idle, by hand: what the handler counts, and who waits for it, are one `Shared`.
async fn counter(task: Task<'_>) {
    rounds(4, async || {
        let count = poll_fn(|cx| {
            let (count, _evicted) = task.with(|main| {
                COUNTER.lock(main, |counter| (take(&mut counter.count), counter.waker.register(cx.waker())))
            });
            if count == 0 { Poll::Pending } else { Poll::Ready(count) }
        })
        .await;
        count == 1
    })
    .await;
}

/// What the tick knows of a task, and of the handler that it waits for.
struct Line {
    name: &'static str,
    pend: fn(),
    /// The task asks for its handler.
    wanted: Global<bool>,
    /// The task waits for it.
    waits: Global<bool>,
    /// The rounds in which the task got what it must, when it is done.
    good: Global<Option<u32>>,
}

impl Line {
    const fn new(name: &'static str, pend: fn()) -> Self {
        Self { name, pend, wanted: Global::new(false), waits: Global::new(false), good: Global::new(None) }
    }

    /// Pends the handler, if it is asked for.
    fn serve(&self) -> bool {
        let wanted = self.wanted.replace(false);
        if wanted {
            (self.pend)();
        }
        wanted
    }
}

/// The line that was asked for last.
static LAST: Global<usize> = Global::new(0);
/// Whether the timer runs to see that nobody is lost.
static WATCH: Global<bool> = Global::new(false);
/// Longer than any task runs.
const LONG: u32 = 200_000;

/// Asks for a line's handler in so many clocks.
fn ask(index: usize, clocks: u32) {
    irqshare::free(|_| {
        LINES[index].wanted.set(true);
        LINES[index].waits.set(true);
        LAST.set(index);
        WATCH.set(false);
        set_timer(clocks);
    });
}

fn set_timer(clocks: u32) {
    // SAFETY: main is done with the timer; everything is masked, here or by the tick's priority. The second one starts the period anew.
    unsafe {
        (*SYST::PTR).rvr.write(clocks);
        (*SYST::PTR).cvr.write(0);
    }
}

static LINES: [Line; 5] = [
    Line::new("event", || NVIC::pend(Interrupt::GPIOA)),
    Line::new("signal", || NVIC::pend(Interrupt::GPIOB)),
    Line::new("ours", irq::GPIOC::pend),
    Line::new("flag", || NVIC::pend(Interrupt::GPIOE)),
    Line::new("counter", irq::GPIOD::pend),
];

/// What the handlers hand over next.
static SAMPLES: Global<u32> = Global::new(0);

/// Pends the handlers that are asked for, every third time the last one alone; if there are none, looks for tasks that don't go on.
fn tick() {
    SAMPLES.update(|samples| samples + 1);
    let mut served = LINES[LAST.get()].serve();
    if SAMPLES.get() % 3 != 0 {
        for line in &LINES {
            served |= line.serve();
        }
    }
    if !served && WATCH.get() {
        conclude();
    }
    let more = LINES.iter().any(|line| line.wanted.get());
    WATCH.set(!more);
    set_timer(if more { LONG / 100 } else { LONG });
    // The short period may have ended once more.
    SCB::clear_pendst();
}

/// Nobody has asked for long: all are done, or those who wait are lost.
fn conclude() -> ! {
    let mut result = debug::EXIT_SUCCESS;
    for line in &LINES {
        if let Some(good) = line.good.get() {
            let _ = hprintln!("{}: {}", line.name, good);
        } else {
            let _ =
                hprintln!("{}: {}", line.name, if line.waits.get() { "lost" } else { "without its turn" });
            result = debug::EXIT_FAILURE;
        }
    }
    let _ = hprintln!("end");
    debug::exit(result);
    loop {}
}

/// Counts the rounds in which `wait` gave what it must.
async fn rounds(index: usize, mut wait: impl AsyncFnMut() -> bool) {
    let mut good = 0;
    TURNS[index].wait().await;
    for round in 0..ALONE {
        ask(index, 10 + round);
        good += u32::from(wait().await);
        LINES[index].waits.set(false);
    }
    match TURNS.get(index + 1) {
        Some(next) => next.set(),
        None => TURNS.iter().for_each(Event::set),
    }
    TURNS[index].wait().await;
    for round in (311 * index as u32..).take(TOGETHER as usize) {
        // In an order of its own; in step, the tasks would never all sleep.
        ask(index, 10 + round * 7919 % (2 * ALONE));
        good += u32::from(wait().await);
        LINES[index].waits.set(false);
    }
    LINES[index].good.set(Some(good));
}

/// Whether each value is younger than the one before.
fn younger(last: &mut u32, value: u32) -> bool {
    value > core::mem::replace(last, value)
}

/// Starts the timer.
fn start(mut timer: SYST) {
    timer.set_clock_source(SystClkSource::Core);
    irqshare::free(|_| set_timer(LONG));
    timer.enable_interrupt();
    timer.enable_counter();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    let _ = hprintln!("{}", info);
    debug::exit(debug::EXIT_FAILURE);
    loop {}
}
