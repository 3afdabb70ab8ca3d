//! embassy's tasks wait for what irqshare's handler does, on an emulated ATmega328P: with embassy's executor for AVR, or (feature `raw`) with its raw
//! executor in a loop of our own.
//!
//! As on Cortex-M (`stand/cortex_m.rs`): each task asks the handler for something and waits, and does so again, so whoever misses one wake sleeps for ever. First each does so
//! alone, and the handler comes one clock later each time: before the task looks, while it registers, on the way to sleep, and after; then all do so together. The
//! handler also says who is lost, and ends the program then.
//!
//! Sends what it saw, which the check compares, and ends with `end`.
#![no_std]
#![no_main]
#![feature(asm_experimental_arch, abi_avr_interrupt)]

#[path = "../../stand/by_hand.rs"]
mod by_hand;

use avr_device::atmega328p::{TC1, USART0};
use by_hand::{Counter, counted_one, raised};
use core::fmt::Write;
use embassy_sync::channel::Channel;
use irqshare::{AtomicWaker, Event, Global, IrqRawMutex, Isr, Main, MainHandle, Shared, Signal, interrupts};
use static_cell::StaticCell;

/// How often each task waits alone; in as many clocks it has gone to sleep.
const ALONE: u16 = 2000;
/// How often it waits while the others do, too.
const TOGETHER: u16 = 1000;
/// Enough to set the timer in.
const SOON: u16 = 30;
/// Longer than all tasks run together.
const LONG: u16 = 60_000;
/// How often nobody may have asked for so long. Between embassy's `sei` and its `sleep` stand a few more instructions: a handler that comes there is slept through
/// until the next one, which isn't our business here.
const PATIENCE: u8 = if cfg!(feature = "raw") { 1 } else { 2 };

/// Each task's turn to wait alone, and then the start of all.
static TURNS: [Event; 6] = [const { Event::new() }; 6];

static PRESSES: Event = Event::new();
static SAMPLE: Signal<u16> = Signal::new();
static COUNTER: Shared<Counter, Tick> = Shared::new(Counter::new());
static FLAG: Global<bool> = Global::new(false);
static FLAG_WAKER: AtomicWaker = AtomicWaker::new();
static QUEUE: Channel<IrqRawMutex, u16, 4> = Channel::new();
static LATEST: embassy_sync::signal::Signal<IrqRawMutex, u16> = embassy_sync::signal::Signal::new();

use irq::TIMER1_COMPA as Tick;
mod irq {
    irqshare::handlers! {
        device: avr_device::atmega328p;

        fn TIMER1_COMPA(isr) {
            super::tick(isr);
        }
    }
}

/// What the handler knows of a task.
struct Line {
    name: &'static str,
    /// What the handler does for it.
    serve: fn(&mut Isr<'_, Tick>),
    /// The task asks for that.
    wanted: Global<bool>,
    /// The task waits for it.
    waits: Global<bool>,
    /// The rounds in which the task got what it must, when it is done.
    good: Global<Option<u16>>,
}

impl Line {
    const fn new(name: &'static str, serve: fn(&mut Isr<'_, Tick>)) -> Self {
        Self { name, serve, wanted: Global::new(false), waits: Global::new(false), good: Global::new(None) }
    }

    /// Does what the task asked for, if it did.
    fn serve(&self, isr: &mut Isr<'_, Tick>) -> bool {
        let wanted = self.wanted.replace(false);
        if wanted {
            (self.serve)(isr);
        }
        wanted
    }
}

static LINES: [Line; 6] = [
    Line::new("event", |_isr| PRESSES.set()),
    Line::new("signal", |_isr| SAMPLE.signal(TICKS.get())),
    Line::new("counter", |isr| COUNTER.get_mut(isr).step()),
    Line::new("flag", |_isr| {
        FLAG.set(true);
        FLAG_WAKER.wake();
    }),
    Line::new("queue", |_isr| {
        // Two, of which the task awaits each.
        QUEUE.try_send(QUEUED.get()).unwrap();
        QUEUE.try_send(QUEUED.get().wrapping_add(1)).unwrap();
    }),
    Line::new("latest", |_isr| LATEST.signal(TICKS.get())),
];

/// What the handler hands over next.
static TICKS: Global<u16> = Global::new(0);
static QUEUED: Global<u16> = Global::new(0);

/// The line that was asked for last.
static LAST: Global<u8> = Global::new(0);
/// How often the timer ran out and nobody had asked.
static SILENT: Global<u8> = Global::new(0);

/// Asks for what a line's task waits for, in so many clocks.
fn ask(index: u8, clocks: u16) {
    irqshare::interrupts::free(|_| {
        LINES[usize::from(index)].wanted.set(true);
        LINES[usize::from(index)].waits.set(true);
        LAST.set(index);
        SILENT.set(0);
        set_timer(clocks);
    });
}

/// The handler comes once, in so many clocks and not before.
fn set_timer(clocks: u16) {
    // SAFETY: main is done with the timer; everything is masked, here or in the handler.
    let timer = unsafe { TC1::steal() };
    timer.ocr1a().write(|w| w.set(timer.tcnt1().read().bits().wrapping_add(SOON + clocks)));
    timer.tifr1().write(|w| w.ocf1a().set_bit());
}

/// Serves those who asked, every third time the last one alone; if there are none, looks for tasks that don't go on.
fn tick(isr: &mut Isr<'_, Tick>) {
    TICKS.update(|ticks| ticks.wrapping_add(1));
    let mut served = LINES[usize::from(LAST.get())].serve(isr);
    if TICKS.get() % 3 != 0 {
        for line in &LINES {
            served |= line.serve(isr);
        }
    }
    let more = LINES.iter().any(|line| line.wanted.get());
    if !served && !more {
        SILENT.update(|silent| silent + 1);
        if SILENT.get() == PATIENCE {
            conclude();
        }
    }
    set_timer(if more { 2 * ALONE } else { LONG });
}

/// Nobody has asked for long: all are done, or those who wait are lost.
fn conclude() -> ! {
    for line in &LINES {
        let _ = match line.good.get() {
            Some(good) => writeln!(Serial, "{}: {good}", line.name),
            None if line.waits.get() => writeln!(Serial, "{}: lost", line.name),
            None => writeln!(Serial, "{}: without its turn", line.name),
        };
    }
    let _ = writeln!(Serial, "end");
    stop()
}

/// The emulator ends here.
fn stop() -> ! {
    interrupts::disable();
    avr_device::asm::sleep();
    loop {}
}

/// The serial line.
struct Serial;

impl Write for Serial {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        // SAFETY: it is used once, at the end.
        let serial = unsafe { USART0::steal() };
        for byte in text.bytes() {
            while serial.ucsr0a().read().udre0().bit_is_clear() {}
            serial.udr0().write(|w| w.set(byte));
        }
        Ok(())
    }
}

/// Counts the rounds in which `wait` gave what it must.
async fn rounds(index: u8, mut wait: impl AsyncFnMut() -> bool) {
    let mut good = 0;
    let (turn, next) = (&TURNS[usize::from(index)], TURNS.get(usize::from(index) + 1));
    turn.wait().await;
    for round in 0..ALONE {
        ask(index, round);
        good += u16::from(wait().await);
        LINES[usize::from(index)].waits.set(false);
    }
    match next {
        Some(next) => next.set(),
        None => TURNS.iter().for_each(Event::set),
    }
    turn.wait().await;
    let mut clocks = 311 * u16::from(index);
    for _ in 0..TOGETHER {
        ask(index, clocks);
        good += u16::from(wait().await);
        LINES[usize::from(index)].waits.set(false);
        // In an order of its own; in step, the tasks would never all sleep.
        clocks = (clocks + 1919) % (2 * ALONE);
    }
    LINES[usize::from(index)].good.set(Some(good));
}

/// Whether a value isn't the one before.
fn other(last: &mut u16, value: u16) -> bool {
    value != core::mem::replace(last, value)
}

#[embassy_executor::task]
async fn event() {
    rounds(0, async || PRESSES.wait().await.get() == 1).await;
}

#[embassy_executor::task]
async fn signal() {
    let mut last = 0;
    rounds(1, async || other(&mut last, SAMPLE.wait().await)).await;
}

/// By hand: what the handler counts, and who waits for it, are one `Shared`.
#[embassy_executor::task]
async fn counter(handle: MainHandle<'static>) {
    rounds(2, async || counted_one(handle).await).await;
}

/// By hand, with the waker beside.
#[embassy_executor::task]
async fn flag() {
    rounds(3, raised).await;
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
    rounds(5, async || other(&mut last, LATEST.wait().await)).await;
}

fn spawn(spawner: embassy_executor::Spawner, handle: MainHandle<'static>) {
    spawner.spawn(event().unwrap());
    spawner.spawn(signal().unwrap());
    spawner.spawn(counter(handle).unwrap());
    spawner.spawn(flag().unwrap());
    spawner.spawn(queue().unwrap());
    spawner.spawn(latest().unwrap());
}

#[cfg(not(feature = "raw"))]
fn run(handle: MainHandle<'static>) -> ! {
    static EXECUTOR: StaticCell<embassy_executor::Executor> = StaticCell::new();
    EXECUTOR.init(embassy_executor::Executor::new()).run(|spawner| spawn(spawner, handle))
}

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
fn run(handle: MainHandle<'static>) -> ! {
    static EXECUTOR: StaticCell<embassy_executor::raw::Executor> = StaticCell::new();
    let executor: &'static _ = EXECUTOR.init(embassy_executor::raw::Executor::new(core::ptr::null_mut()));
    spawn(executor.spawner(), handle);
    loop {
        // SAFETY: here alone, and no task comes back here.
        unsafe { executor.poll() };
        if cfg!(feature = "naive") {
            while !WORK.replace(false) {
                avr_device::asm::sleep();
            }
        } else {
            handle.with(|main| irqshare::sleep_until(main, |_main, _cs| WORK.replace(false).then_some(())));
        }
    }
}

fn start(main: &'static mut Main) -> ! {
    // SAFETY: nobody else uses them yet.
    let (serial, timer) = unsafe { (USART0::steal(), TC1::steal()) };
    // 1 Mbaud.
    serial.ubrr0().write(|w| w.set(0));
    serial.ucsr0b().write(|w| w.txen0().set_bit());
    timer.tccr1b().write(|w| w.cs1().direct());
    set_timer(LONG);
    timer.timsk1().write(|w| w.ocie1a().set_bit());
    TURNS[0].set();
    // SAFETY: what the handler uses is ready, and no section is open.
    unsafe { interrupts::enable() };
    run(main.handle())
}

irqshare::main! {
    fn main(main) {
        start(main);
    }
}

#[panic_handler]
fn panic(_info: &core::panic::PanicInfo) -> ! {
    interrupts::disable();
    let _ = writeln!(Serial, "panicked");
    stop()
}
