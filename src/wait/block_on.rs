//! `block_on`: the smallest executor: one future, and sleep.
//!
//! Contract: a wake after the last poll ends the sleep, since the flag is looked at by `sleep_until`. One flag serves all: main runs one `block_on` at a time, and one
//! inside another leaves the flag set, however it ends, so that the outer one polls again.

use super::main_handle::{LentAnew, MainHandle};
use super::sleep_until;
use crate::context::Main;
use crate::global::Global;
use core::future::Future;
use core::pin::pin;
use core::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};

/// Whether something woke the future since the last poll.
pub(crate) static WOKEN: Global<bool> = Global::new(false);

/// Runs a future to its end, and sleeps while it waits for handlers. An executor of one task; `join` and `select` of futures-util run several in it.
///
/// `f` gets the [`MainHandle`] by which the future reaches main. For many tasks take embassy-executor, which works with all of this crate's types.
///
/// Inside another `block_on`, through [`MainHandle::with`], it holds the outer future up; the outer one is polled once more afterwards.
///
/// **Context**: main, outside of any section. **Cost**: one byte of RAM for all, no heap; a wake is one store. With a future that is ready, [`Signal::wait`](crate::Signal::wait), from its begin to its end: <!-- cost: block-on-ready -->
/// ATmega328P 162 cycles (17 masked), without LTO 320 (16 masked); v6-M 45 instructions (7 masked), without LTO 120 (8 masked); v7-M and v8-M.main 46 (5
/// masked), without LTO 124 (6 masked); RISC-V 54 (6 masked), without LTO 128 (6 masked), [measured](crate::guide::cost)<!-- /cost -->. **Panics** when interrupts are off, as [`sleep_until`].
/// With the critical-section provider as the mask, a wake from another core is noticed at the next interrupt.
///
/// ```
/// use irqshare::{Event, Shared, block_on, model};
///
/// irqshare::handlers! {
///     device: irqshare::model::lm3s6965;
///     fn GPIOA(isr) { *PRESSES.get_mut(isr) += 1; PRESSED.set() }
/// }
/// static PRESSED: Event = Event::new();
/// static PRESSES: Shared<u32, GPIOA> = Shared::new(0);
///
/// # let setup = model::Setup::cortex_m().attach::<GPIOA>(1).reset(&PRESSED, Event::new).reset(&PRESSES, || 0);
/// # model::check(&setup, |_cpu, main| {
/// let presses = block_on(main, |handle| async move {
///     handle.with(|main| GPIOA::enable(main));
///     PRESSED.wait().await;
///     handle.with(|main| PRESSES.lock(main, |presses| *presses))
/// });
/// assert_eq!(presses, 1);
/// # });
/// ```
#[track_caller]
pub fn block_on<'a, F: Future>(main: &'a mut Main, f: impl FnOnce(MainHandle<'a>) -> F) -> F::Output {
    let _lent = LentAnew::new(main);
    let mut future = pin!(f(main.handle()));
    // SAFETY: the table does nothing with the data, which is null.
    let waker = unsafe { Waker::from_raw(RAW) };
    let mut cx = Context::from_waker(&waker);
    WOKEN.set(false);
    let _again = PolledAgain;
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return output;
        }
        // SAFETY: main runs, and no task uses its main between polls.
        sleep_until(&mut unsafe { Main::steal() }, |_, _| woken());
    }
}

/// Sets the flag when this `block_on` ends, for one around it.
struct PolledAgain;

impl Drop for PolledAgain {
    fn drop(&mut self) {
        WOKEN.set(true);
    }
}

/// Within `sleep_until`'s section, so the flag can't change in between.
#[inline(always)]
fn woken() -> Option<()> {
    WOKEN.get().then(|| WOKEN.set(false))
}

const RAW: RawWaker = RawWaker::new(core::ptr::null(), &TABLE);
static TABLE: RawWakerVTable = RawWakerVTable::new(|_| RAW, |_| WOKEN.set(true), |_| WOKEN.set(true), |_| ());
