//! `block_on`: the smallest executor: one future, and sleep.
//!
//! Contract: a wake after the last poll ends the sleep, since the flag is looked at by `sleep_until`. One flag serves all: main runs one `block_on` at a time, and one
//! inside another leaves the flag set, so that the outer one polls again.

use super::{Task, sleep_until};
use crate::context::Main;
use crate::global::Global;
use core::future::Future;
use core::pin::pin;
use core::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};

/// Whether something woke the future since the last poll.
pub(crate) static WOKEN: Global<bool> = Global::new(false);

/// Runs a future to its end, and sleeps while it waits for handlers. An executor of one task; `join` and `select` of futures-util run several in it.
///
/// `f` gets the [`Task`] by which the future reaches main. For many tasks take embassy-executor, which works with all of this crate's types.
///
/// **Context**: main, outside of any section. **Cost**: one byte of RAM for all, no heap; a wake is one store. **Panics** when interrupts are off, as [`sleep_until`].
/// With the critical-section provider as the mask, a wake from another core is noticed at the next interrupt.
///
/// ```
/// # use irqshare::model;
/// # model::check(&model::Setup::cortex_m(), |_cpu, main| {
/// let answer = irqshare::block_on(main, |_task| async { 42 });
/// assert_eq!(answer, 42);
/// # });
/// ```
#[track_caller]
pub fn block_on<'a, F: Future>(main: &'a mut Main, f: impl FnOnce(Task<'a>) -> F) -> F::Output {
    let task = main.as_task();
    let mut future = pin!(f(task));
    // SAFETY: the table does nothing with the data, which is null.
    let waker = unsafe { Waker::from_raw(RAW) };
    let mut cx = Context::from_waker(&waker);
    WOKEN.set(false);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            WOKEN.set(true);
            return output;
        }
        task.with(|main| sleep_until(main, |_, _| woken()));
    }
}

/// Within `sleep_until`'s section, so the flag can't change in between.
#[inline(always)]
fn woken() -> Option<()> {
    WOKEN.get().then(|| WOKEN.set(false))
}

const RAW: RawWaker = RawWaker::new(core::ptr::null(), &TABLE);
static TABLE: RawWakerVTable = RawWakerVTable::new(|_| RAW, |_| WOKEN.set(true), |_| WOKEN.set(true), |_| ());
