//! embassy's tasks wait for what irqshare's handlers do, on an emulated lm3s6965evb and micro:bit: with embassy's executors for thread mode and for
//! interrupts, or (feature `raw`) with its raw executor in a loop of our own. QEMU may take embassy's WFE for a pause; the loop's WFI sleeps in each version.
//!
//! Each task asks for its handler and waits, and does so again: whoever misses one wake sleeps for ever. First each does so alone, and the handler comes one clock
//! later each time: before the task looks, while it registers, on the way to sleep, and after; then all do so together. The tick sees to that; it also says who is
//! lost, and ends the program then.
//!
//! Prints what it saw, which the check compares, and ends with `end`.
#![no_std]
#![no_main]

use core::future::poll_fn;
use core::mem::take;
use core::task::Poll;
use cortex_m::peripheral::{SCB, SYST, syst::SystClkSource};
use cortex_m_rt as _;
use cortex_m_semihosting::{debug, hprintln};
use embassy_sync::channel::Channel;
use irqshare::{AtomicWaker, Event, Global, IrqRawMutex, Main, Shared, Signal, Task, WakerRegistration};
use static_cell::StaticCell;

/// How often each task waits alone; in as many clocks it has gone to sleep.
const ALONE: u32 = 1000;
/// How often it waits while the others do, too.
const TOGETHER: u32 = 1000;

/// Each task's turn to wait alone, and then the start of all.
static TURNS: [Event; 7] = [const { Event::new() }; 7];

static PRESSES: Event = Event::new();
static SAMPLE: Signal<u32> = Signal::new();
static COUNTER: Shared<Counter, irq::C> = Shared::new(Counter { count: 0, waker: WakerRegistration::new() });
static FLAG: Global<bool> = Global::new(false);
static FLAG_WAKER: AtomicWaker = AtomicWaker::new();
static QUEUE: Channel<IrqRawMutex, u32, 4> = Channel::new();
static LATEST: embassy_sync::signal::Signal<IrqRawMutex, u32> = embassy_sync::signal::Signal::new();
/// For a task that runs in an interrupt.
static URGENT: Signal<u32> = Signal::new();

pub struct Counter {
    count: u32,
    waker: WakerRegistration,
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

static LINES: [Line; 7] = [
    Line::new("event", irq::A::pend),
    Line::new("signal", irq::B::pend),
    Line::new("counter", irq::C::pend),
    Line::new("flag", irq::D::pend),
    Line::new("queue", irq::E::pend),
    Line::new("latest", irq::F::pend),
    Line::new("urgent", irq::G::pend),
];

/// The devices share few names of lines.
macro_rules! handlers {
    ($($letter:ident $line:ident $priority:literal |$isr:ident| $body:block)+) => {
        mod irq {
            irqshare::handlers! {
                device: device;
                $(#[priority($priority)] fn $line($isr) $body)+
                fn SysTick(_isr) { super::tick() }
            }
            $(pub use $line as $letter;)+
        }

        fn enable(main: &mut Main) {
            $(irq::$letter::enable(main);)+
        }
    };
}

macro_rules! on_lines {
    ($a:ident $b:ident $c:ident $d:ident $e:ident $f:ident $g:ident $urgent:ident) => {
        handlers! {
            A $a 1 |_isr| { super::PRESSES.set() }
            B $b 2 |_isr| { super::SAMPLE.signal(super::SAMPLES.get()) }
            C $c 3 |isr| {
                let counter = super::COUNTER.get(isr);
                counter.count += 1;
                if !cfg!(feature = "mute") {
                    counter.waker.wake();
                }
            }
            D $d 4 |_isr| {
                super::FLAG.set(true);
                super::FLAG_WAKER.wake();
            }
            E $e 1 |_isr| {
                // Two, of which the task awaits each.
                super::QUEUE.try_send(super::QUEUED.get()).unwrap();
                super::QUEUE.try_send(super::QUEUED.get() + 1).unwrap();
            }
            F $f 2 |_isr| { super::LATEST.signal(super::SAMPLES.get()) }
            G $g 1 |_isr| { super::URGENT.signal(super::SAMPLES.get()) }
            Urgent $urgent 3 |_isr| { super::urgent_executor() }
        }
    };
}
#[cfg(target_has_atomic = "32")]
on_lines!(GPIOA GPIOB GPIOC GPIOD GPIOE UART0 UART1 SSI0);
#[cfg(not(target_has_atomic = "32"))]
on_lines!(SWI0 SWI1 SWI2 SWI3 SWI4 SWI5 RTC0 RTC1);

/// What the handlers hand over next.
static SAMPLES: Global<u32> = Global::new(0);
static QUEUED: Global<u32> = Global::new(0);

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

#[embassy_executor::task]
async fn event() {
    rounds(0, async || PRESSES.wait().await.get() == 1).await;
}

#[embassy_executor::task]
async fn signal() {
    let mut last = 0;
    rounds(1, async || younger(&mut last, SAMPLE.wait().await)).await;
}

/// By hand: what the handler counts, and who waits for it, are one `Shared`.
#[embassy_executor::task]
async fn counter(task: Task<'static>) {
    rounds(2, async || {
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

/// By hand, with the waker beside.
#[embassy_executor::task]
async fn flag() {
    rounds(3, async || {
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
    })
    .await;
}

#[embassy_executor::task]
async fn queue() {
    rounds(4, async || {
        let expected = QUEUED.get();
        let received = (QUEUE.receive().await, QUEUE.receive().await);
        QUEUED.set(expected + 2);
        received == (expected, expected + 1)
    })
    .await;
}

#[embassy_executor::task]
async fn latest() {
    let mut last = 0;
    rounds(5, async || younger(&mut last, LATEST.wait().await)).await;
}

/// Runs in an interrupt, where there is one.
#[embassy_executor::task]
async fn urgent() {
    let mut last = 0;
    rounds(6, async || younger(&mut last, URGENT.wait().await)).await;
}

fn spawn(spawner: embassy_executor::Spawner, task: Task<'static>) {
    spawner.spawn(event().unwrap());
    spawner.spawn(signal().unwrap());
    spawner.spawn(counter(task).unwrap());
    spawner.spawn(flag().unwrap());
    spawner.spawn(queue().unwrap());
    spawner.spawn(latest().unwrap());
}

#[cfg(not(feature = "raw"))]
static URGENT_EXECUTOR: embassy_executor::InterruptExecutor = embassy_executor::InterruptExecutor::new();

#[cfg(not(feature = "raw"))]
fn urgent_executor() {
    // SAFETY: the handler alone calls this, and nobody pends it before the executor has started.
    unsafe { URGENT_EXECUTOR.on_interrupt() };
}

#[cfg(not(feature = "raw"))]
fn run(task: Task<'static>) -> ! {
    static EXECUTOR: StaticCell<embassy_executor::Executor> = StaticCell::new();
    // It unmasks the line, which `enable` did already; the priority stays.
    let spawner = URGENT_EXECUTOR.start(interrupt_of::<irq::Urgent>());
    spawner.spawn(urgent().unwrap());
    #[cfg(feature = "smuggle")]
    spawner.spawn(counter(task).unwrap());
    EXECUTOR.init(embassy_executor::Executor::new()).run(|spawner| spawn(spawner, task))
}

/// The PAC's name for a line.
#[cfg(not(feature = "raw"))]
fn interrupt_of<V: irqshare::Vector>() -> impl cortex_m::interrupt::InterruptNumber {
    #[derive(Clone, Copy)]
    struct Number(u16);
    // SAFETY: a line of this device, and always the same.
    unsafe impl cortex_m::interrupt::InterruptNumber for Number {
        fn number(self) -> u16 {
            self.0
        }
    }
    Number(V::NUMBER)
}

#[cfg(feature = "raw")]
fn urgent_executor() {}

/// Whether the raw executor has something to do.
#[cfg(feature = "raw")]
static WORK: Global<bool> = Global::new(false);

// SAFETY: the name by which embassy's raw executor asks to be polled, with that signature.
#[cfg(feature = "raw")]
#[unsafe(export_name = "__pender")]
fn pender(_context: *mut ()) {
    WORK.set(true);
}

#[cfg(feature = "raw")]
fn run(task: Task<'static>) -> ! {
    static EXECUTOR: StaticCell<embassy_executor::raw::Executor> = StaticCell::new();
    let executor: &'static _ = EXECUTOR.init(embassy_executor::raw::Executor::new(core::ptr::null_mut()));
    spawn(executor.spawner(), task);
    executor.spawner().spawn(urgent().unwrap());
    loop {
        // SAFETY: here alone, and no task comes back here.
        unsafe { executor.poll() };
        if cfg!(feature = "naive") {
            while !WORK.replace(false) {
                cortex_m::asm::wfi();
            }
        } else {
            task.with(|main| irqshare::sleep_until(main, |_main, _cs| WORK.replace(false).then_some(())));
        }
    }
}

irqshare::main! {
    fn main(main) {
        enable(main);
        TURNS[0].set();
        // SAFETY: nobody else uses the timer yet.
        let timer = &mut unsafe { cortex_m::Peripherals::steal() }.SYST;
        timer.set_clock_source(SystClkSource::Core);
        irqshare::free(|_| set_timer(LONG));
        timer.enable_interrupt();
        timer.enable_counter();
        run(main.as_task());
    }
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    let _ = hprintln!("{}", info);
    debug::exit(debug::EXIT_FAILURE);
    loop {}
}
