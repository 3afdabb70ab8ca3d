//! RTIC's tasks wait for what handlers do, both RTIC's and ours; on an emulated lm3s6965evb. RTIC owns `main`, and its `idle` waits by `block_on`. RTIC's tasks, hardware and software ones, and idle share
//! our cells: without `unsafe`, since `handlers!` name the vectors that RTIC binds.
//!
//! From the least urgent: idle; the tasks `event`, `ours` and `flag` (RTIC's, 1); `signal` (RTIC's, 2); the handlers GPIOA, GPIOB, GPIOD and GPIOF (RTIC's, 2 to 4), GPIOC
//! (ours, 2); the tick (ours) at the top.
//!
//! Prints what it saw, which the check compares, and ends with `end`.
#![no_std]
#![no_main]
#![deny(unsafe_code)]

#[path = "../../stand/by_hand.rs"]
mod by_hand;
#[allow(unsafe_code, reason = "it writes the timer's registers")]
#[path = "../../stand/cortex_m.rs"]
mod stand;

use by_hand::{Counter, counted_one, raised};
use cortex_m::peripheral::NVIC;
use irqshare::{AtomicWaker, Event, Global, Main, MainHandle, Shared, Signal};
use lm3s6965::Interrupt;
use stand::{Line, SAMPLES, rounds, younger};

/// Each task's turn to wait alone, and then the start of all.
static TURNS: [Event; 5] = [const { Event::new() }; 5];

static PRESSES: Event = Event::new();
static SAMPLE: Signal<u32> = Signal::new();
static OURS: Signal<u32> = Signal::new();
static FLAG: Global<bool> = Global::new(false);
static FLAG_WAKER: AtomicWaker = AtomicWaker::new();
/// Of idle and a task of RTIC's.
static COUNTER: Shared<Counter, irq::GPIOD> = Shared::new(Counter::new());
/// Handlers that ran, and tasks that woke: of two tasks, the second of which runs in its dispatcher's handler.
static STEPS: Shared<(u32, u32), (irq::GPIOA, irq::SSI0)> = Shared::new((0, 0));
/// How often: of a task alone.
static RAISED: Shared<u32, irq::GPIOF> = Shared::new(0);

mod irq {
    irqshare::handlers! {
        device: lm3s6965;

        #[priority(2)]
        fn GPIOC(_isr) {
            super::OURS.signal(super::stand::SAMPLES.get());
        }

        // RTIC binds these.
        #[priority(2)]
        fn GPIOA;
        #[priority(3)]
        fn GPIOD;
        #[priority(4)]
        fn GPIOF;
        /// The dispatcher of its tasks of priority 1.
        #[priority(1)]
        fn SSI0;

        fn SysTick(_isr) {
            super::stand::tick();
        }
    }
}

#[cfg(feature = "clash")]
mod clash {
    irqshare::handlers! {
        device: lm3s6965;

        // With a body, or the linker would merge it with other empty functions.
        #[priority(2)]
        fn GPIOA(_isr) {
            super::SAMPLES.set(0);
        }
    }
}

#[rtic::app(device = lm3s6965, dispatchers = [SSI0, QEI0])]
mod app {
    use super::*;

    #[shared]
    struct Shared {}

    #[local]
    struct Local {
        main: Main,
    }

    #[init]
    fn init(cx: init::Context) -> (Shared, Local) {
        let mut main = Main::take().unwrap();
        irq::GPIOC::enable(&mut main);
        TURNS[0].set();
        stand::start(cx.core.SYST);
        event::spawn().unwrap();
        signal::spawn().unwrap();
        ours::spawn().unwrap();
        flag::spawn().unwrap();
        (Shared {}, Local { main })
    }

    #[idle(local = [main])]
    fn idle(cx: idle::Context) -> ! {
        irqshare::block_on(cx.local.main, counter);
        loop {
            cortex_m::asm::wfi();
        }
    }

    #[task(binds = GPIOA, priority = 2)]
    fn press(_cx: press::Context) {
        PRESSES.set();
        irq::GPIOA::in_handler(|isr| STEPS.get_mut(isr).0 += 1);
    }

    #[task(binds = GPIOD, priority = 3)]
    fn count(_cx: count::Context) {
        irq::GPIOD::in_handler(|isr| COUNTER.get_mut(isr).step());
    }

    #[task(binds = GPIOB, priority = 3)]
    fn sample(_cx: sample::Context) {
        SAMPLE.signal(SAMPLES.get());
    }

    #[task(binds = GPIOF, priority = 4)]
    fn raise(_cx: raise::Context) {
        FLAG.set(true);
        FLAG_WAKER.wake();
        irq::GPIOF::in_handler(|isr| *RAISED.get_mut(isr) += 1);
    }

    #[task(priority = 1)]
    async fn event(_cx: event::Context) {
        rounds(0, async || {
            let presses = PRESSES.wait().await.get();
            irq::SSI0::in_handler(|isr| {
                STEPS.lock(isr, |steps| {
                    steps.1 += 1;
                    presses == 1 && steps.0 == steps.1
                })
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
        rounds(3, raised).await;
    }
}

/// In idle, by hand: what the handler counts, and who waits for it, are one `Shared`.
async fn counter(handle: MainHandle<'_>) {
    rounds(4, async || counted_one(handle).await).await;
}

static LINES: [Line; 5] = [
    Line::new("event", || NVIC::pend(Interrupt::GPIOA)),
    Line::new("signal", || NVIC::pend(Interrupt::GPIOB)),
    Line::new("ours", irq::GPIOC::pend),
    Line::new("flag", || NVIC::pend(Interrupt::GPIOF)),
    Line::new("counter", irq::GPIOD::pend),
];
