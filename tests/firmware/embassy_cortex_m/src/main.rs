//! embassy's tasks wait for what irqshare's handlers do, on an emulated lm3s6965evb and micro:bit: with embassy's executors for thread mode and for
//! interrupts, or (feature `raw`) with its raw executor in a loop of our own. QEMU may take embassy's WFE for a pause; the loop's WFI sleeps in each version.
//!
//! Prints what it saw, which the check compares, and ends with `end`.
#![no_std]
#![no_main]

#[path = "../../stand/by_hand.rs"]
mod by_hand;
#[path = "../../stand/cortex_m.rs"]
mod stand;

use by_hand::{Counter, counted_one, raised};
use cortex_m_rt as _;
use embassy_sync::channel::Channel;
use irqshare::{AtomicWaker, Event, Global, IrqRawMutex, Main, MainHandle, Shared, Signal};
use stand::{Line, rounds, younger};
use static_cell::StaticCell;

/// Each task's turn to wait alone, and then the start of all.
static TURNS: [Event; 7] = [const { Event::new() }; 7];

static PRESSES: Event = Event::new();
static SAMPLE: Signal<u32> = Signal::new();
static COUNTER: Shared<Counter, irq::C> = Shared::new(Counter::new());
static FLAG: Global<bool> = Global::new(false);
static FLAG_WAKER: AtomicWaker = AtomicWaker::new();
static QUEUE: Channel<IrqRawMutex, u32, 4> = Channel::new();
static LATEST: embassy_sync::signal::Signal<IrqRawMutex, u32> = embassy_sync::signal::Signal::new();
/// For a task that runs in an interrupt.
static URGENT: Signal<u32> = Signal::new();

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
                fn SysTick(_isr) { super::stand::tick() }
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
            B $b 2 |_isr| { super::SAMPLE.signal(super::stand::SAMPLES.get()) }
            C $c 3 |isr| { super::COUNTER.get_mut(isr).step() }
            D $d 4 |_isr| {
                super::FLAG.set(true);
                super::FLAG_WAKER.wake();
            }
            E $e 1 |_isr| {
                // Two, of which the task awaits each.
                super::QUEUE.try_send(super::QUEUED.get()).unwrap();
                super::QUEUE.try_send(super::QUEUED.get() + 1).unwrap();
            }
            F $f 2 |_isr| { super::LATEST.signal(super::stand::SAMPLES.get()) }
            G $g 1 |_isr| { super::URGENT.signal(super::stand::SAMPLES.get()) }
            Urgent $urgent 3 |_isr| { super::urgent_executor() }
        }
    };
}
#[cfg(target_has_atomic = "32")]
on_lines!(GPIOA GPIOB GPIOC GPIOD GPIOE UART0 UART1 SSI0);
#[cfg(not(target_has_atomic = "32"))]
on_lines!(SWI0 SWI1 SWI2 SWI3 SWI4 SWI5 RTC0 RTC1);

/// What the handler hands over next.
static QUEUED: Global<u32> = Global::new(0);

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
    rounds(5, async || younger(&mut last, LATEST.wait().await)).await;
}

/// Runs in an interrupt, where there is one.
#[embassy_executor::task]
async fn urgent() {
    let mut last = 0;
    rounds(6, async || younger(&mut last, URGENT.wait().await)).await;
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
static URGENT_EXECUTOR: embassy_executor::InterruptExecutor = embassy_executor::InterruptExecutor::new();

#[cfg(not(feature = "raw"))]
fn urgent_executor() {
    // SAFETY: the handler alone calls this, and nobody pends it before the executor has started.
    unsafe { URGENT_EXECUTOR.on_interrupt() };
}

#[cfg(not(feature = "raw"))]
fn run(handle: MainHandle<'static>) -> ! {
    static EXECUTOR: StaticCell<embassy_executor::Executor> = StaticCell::new();
    // It unmasks the line, which `enable` did already; the priority stays.
    let spawner = URGENT_EXECUTOR.start(interrupt_of::<irq::Urgent>());
    spawner.spawn(urgent().unwrap());
    #[cfg(feature = "smuggle")]
    spawner.spawn(counter(handle).unwrap());
    EXECUTOR.init(embassy_executor::Executor::new()).run(|spawner| spawn(spawner, handle))
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
fn run(handle: MainHandle<'static>) -> ! {
    static EXECUTOR: StaticCell<embassy_executor::raw::Executor> = StaticCell::new();
    let executor: &'static _ = EXECUTOR.init(embassy_executor::raw::Executor::new(core::ptr::null_mut()));
    spawn(executor.spawner(), handle);
    executor.spawner().spawn(urgent().unwrap());
    loop {
        // SAFETY: here alone, and no task comes back here.
        unsafe { executor.poll() };
        if cfg!(feature = "naive") {
            while !WORK.replace(false) {
                cortex_m::asm::wfi();
            }
        } else {
            handle.with(|main| irqshare::sleep_until(main, |_main, _cs| WORK.replace(false).then_some(())));
        }
    }
}

irqshare::main! {
    fn main(main) {
        enable(main);
        TURNS[0].set();
        // SAFETY: nobody else uses the timer.
        stand::start(unsafe { cortex_m::Peripherals::steal() }.SYST);
        run(main.handle());
    }
}
