//! What tells a task that was lost from one that waits, on Cortex-M. The firmware around this gives its tasks' `LINES`, and `TURNS`, one for each.
//!
//! Each task asks for its handler and waits, and does so again: whoever misses one wake sleeps for ever. First each does so alone, and the handler comes one clock
//! later each time: before the task looks, while it registers, on the way to sleep, and after; then all do so together. The tick (SysTick's handler) sees to that; it
//! also says who is lost, and ends the program then.

use crate::{LINES, TURNS};
use cortex_m::peripheral::{SCB, SYST, syst::SystClkSource};
use cortex_m_semihosting::{debug, hprintln};
use irqshare::{Event, Global};

/// How often each task waits alone; in as many clocks it has gone to sleep.
const ALONE: u32 = 1000;
/// How often it waits while the others do, too.
const TOGETHER: u32 = 1000;

/// What the handlers hand over next.
pub static SAMPLES: Global<u32> = Global::new(0);

/// What the tick knows of a task, and of the handler that it waits for.
pub struct Line {
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
    pub const fn new(name: &'static str, pend: fn()) -> Self {
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
    irqshare::interrupts::free(|_| {
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

/// Pends the handlers that are asked for, every third time the last one alone; if there are none, looks for tasks that don't go on.
pub fn tick() {
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
pub async fn rounds(index: usize, mut wait: impl AsyncFnMut() -> bool) {
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
pub fn younger(last: &mut u32, value: u32) -> bool {
    value > core::mem::replace(last, value)
}

/// Starts the timer.
pub fn start(mut timer: SYST) {
    timer.set_clock_source(SystClkSource::Core);
    irqshare::interrupts::free(|_| set_timer(LONG));
    timer.enable_interrupt();
    timer.enable_counter();
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    let _ = hprintln!("{}", info);
    debug::exit(debug::EXIT_FAILURE);
    loop {}
}
