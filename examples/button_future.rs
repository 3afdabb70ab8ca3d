//! An async driver from scratch: a button whose presses a task awaits.
//!
//! The problem: the task looks, finds nothing and registers its waker, in two steps. A press that comes in between wakes nobody, and the task waits for ever for a
//! press that is there. `cargo run --example button_future -- --broken` finds that schedule.
//!
//! The cell: a [`Shared`] that holds the presses and the waker, so that one lock looks and registers. The handler has it without a mask, and wakes the task
//! outside of any section. ([`Event`](irqshare::Event) is all of this, ready made.)
//!
//! The same driver on boards: `examples/atmega328p/src/bin/button.rs`, `examples/lm3s6965/src/bin/button.rs`.

mod board;

use core::future::Future;
use core::mem::take;
use core::pin::Pin;
use core::task::{Context, Poll};
use irqshare::model::{Cpu, Setup};
use irqshare::{Main, MainHandle, Shared, WakerRegistration, block_on};
use std::process::ExitCode;

/// Presses that the task hasn't seen yet, and whom to wake for them.
struct Presses {
    count: u32,
    waker: WakerRegistration,
}

impl Presses {
    const fn new() -> Self {
        Self { count: 0, waker: WakerRegistration::new() }
    }
}

static PRESSES: Shared<Presses, irq::EXTI0> = Shared::new(Presses::new());

mod irq {
    use super::PRESSES;

    irqshare::handlers! {
        device: crate::board::stm32f3;

        fn EXTI0(isr) {
            let presses = PRESSES.get_mut(isr);
            presses.count += 1;
            presses.waker.wake();
        }
    }
}

/// The driver.
struct Button<'a> {
    handle: MainHandle<'a>,
    broken: bool,
}

impl<'a> Button<'a> {
    /// Sets up the interrupt.
    fn new(handle: MainHandle<'a>, broken: bool) -> Self {
        handle.with(|main| irq::EXTI0::enable(main));
        Self { handle, broken }
    }

    /// Waits for presses; how many there were since the last time.
    fn pressed(&mut self) -> ButtonFuture<'_> {
        ButtonFuture { handle: self.handle, broken: self.broken }
    }
}

/// What [`Button::pressed`] gives. Dropping it loses no press: what it didn't take stays for the next one.
struct ButtonFuture<'a> {
    handle: MainHandle<'a>,
    broken: bool,
}

impl Future for ButtonFuture<'_> {
    type Output = u32;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        if self.broken {
            return self.poll_broken(cx);
        }
        // A waker that another one replaces comes out of the lock, and is woken at the end.
        let (count, _evicted) = self.handle.with(|main| {
            PRESSES.lock(main, |presses| (take(&mut presses.count), presses.waker.register(cx.waker())))
        });
        if count == 0 { Poll::Pending } else { Poll::Ready(count) }
    }
}

impl ButtonFuture<'_> {
    fn poll_broken(&self, cx: &Context<'_>) -> Poll<u32> {
        let count = self.handle.with(|main| PRESSES.lock(main, |presses| take(&mut presses.count)));
        if count != 0 {
            return Poll::Ready(count);
        }
        // A press that comes here finds nobody to wake.
        let _evicted =
            self.handle.with(|main| PRESSES.lock(main, |presses| presses.waker.register(cx.waker())));
        Poll::Pending
    }
}

async fn count(handle: MainHandle<'_>, all: u32, broken: bool) {
    let mut button = Button::new(handle, broken);
    let mut handled = 0;
    while handled < all {
        handled += button.pressed().await;
    }
    assert!(handled == all, "{all} presses, but {handled} handled");
}

fn firmware(_: &Cpu, main: &mut Main, all: u32, broken: bool) {
    block_on(main, |handle| count(handle, all, broken));
}

fn main() -> ExitCode {
    let args = board::Args::read("A button's future, built from scratch");
    let all = args.firings;
    let setup = Setup::cortex_m().attach::<irq::EXTI0>(all).reset(&PRESSES, Presses::new);
    args.explore(setup, |cpu, main| firmware(cpu, main, all, args.broken))
}
