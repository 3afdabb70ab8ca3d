//! RTIC's tasks wait for what handlers do, both RTIC's and ours; on an emulated lm3s6965evb. RTIC owns `main`, and its `idle` waits by `block_on`.
//!
//! From the least urgent: idle; the tasks `event`, `ours` and `flag` (RTIC's, 1); `signal` (RTIC's, 2); the handlers GPIOA, GPIOB and GPIOE (RTIC's, 2 to 4), GPIOC
//! and GPIOD (ours, 2 and 3); the tick (ours) at the top.
//!
//! Prints what it saw, which the check compares, and ends with `end`.
#![no_std]
#![no_main]

#[path = "../../stand/by_hand.rs"]
mod by_hand;
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
static COUNTER: Shared<Counter, irq::GPIOD> = Shared::new(Counter::new());

mod irq {
    irqshare::handlers! {
        device: lm3s6965;

        #[priority(2)]
        fn GPIOC(_isr) {
            super::OURS.signal(super::stand::SAMPLES.get());
        }

        #[priority(3)]
        fn GPIOD(isr) {
            super::COUNTER.get_mut(isr).step();
        }

        fn SysTick(_isr) {
            super::stand::tick();
        }

        // With a body, or the linker would merge it with other empty functions.
        #[cfg(feature = "clash")]
        fn GPIOA(_isr) {
            super::stand::SAMPLES.set(0);
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
        stand::start(cx.core.SYST);
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
    Line::new("flag", || NVIC::pend(Interrupt::GPIOE)),
    Line::new("counter", irq::GPIOD::pend),
];
