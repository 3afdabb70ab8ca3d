//! Six bugs of public Rust, each as it is written: found in the faulty version, and not in the
//! repaired one.
//!
//! The sources are named in `src/bugs/`.

mod common;

use common::{fails, one, passes};
use irqshare::model::{
    FailureKind::{AsleepForEver, Panic},
    Setup,
};
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use watched::bugs::*;

/// embassy-imxrt's wait: a task is woken by what it waits for.
#[test]
fn wait_of_embassy_imxrt() {
    use embassy_imxrt_wait::{on_interrupt, wait_faulty, wait_repaired};
    let setup = one(Setup::cortex_m(), on_interrupt);
    fails(&setup, AsleepForEver, |_, _| async_on_embedded::block_on_repaired(wait_faulty()));
    passes(&setup, |_, _| async_on_embedded::block_on_repaired(wait_repaired()));
}

/// async-on-embedded's executor: it doesn't sleep while something is to do.
#[test]
fn executor_of_async_on_embedded() {
    use async_on_embedded::{block_on_faulty, block_on_repaired};
    use embassy_imxrt_wait::{on_interrupt, wait_repaired};
    let setup = one(Setup::cortex_m(), on_interrupt);
    fails(&setup, AsleepForEver, |_, _| block_on_faulty(wait_repaired()));
    passes(&setup, |_, _| block_on_repaired(wait_repaired()));
}

/// The BitBox02's timer: its callback may come at any moment.
#[test]
fn timer_of_bitbox02() {
    use async_on_embedded::block_on_repaired;
    use bitbox_timer::{faulty, repaired};
    let failure = fails(&one(Setup::cortex_m(), faulty::callback), Panic, |_, _| {
        block_on_repaired(faulty::delay());
    });
    assert!(failure.message().contains("borrow"), "{}", failure.message());
    passes(&one(Setup::cortex_m(), repaired::callback), |_, _| block_on_repaired(repaired::delay()));
}

/// rtic-monotonics: time goes on, and no period ahead.
#[test]
fn monotonic_of_rtic() {
    use rtic_monotonic::{TIM2, UIF, faulty, repaired};
    unsafe extern "C" {
        safe fn irqshare_pend(number: u16);
    }
    const NUMBER: u16 = 28;
    let setup = |handler: fn()| {
        Setup::cortex_m().watch().attach_fn("TIM2", NUMBER, 1, handler, 0).interrupts_on().device(
            "timer",
            1,
            |_| {
                TIM2.cnt.fetch_add(1, SeqCst);
                TIM2.sr.fetch_or(UIF, SeqCst);
                irqshare_pend(NUMBER);
            },
        )
    };
    let goes_on = |now: fn() -> u64| {
        let (first, second) = (now(), now());
        assert!(0xffff <= first && first <= second && second <= 0x1_0000, "{first:#x}, then {second:#x}");
    };
    fails(&setup(faulty::on_interrupt), Panic, move |_, _| goes_on(faulty::now));
    passes(&setup(repaired::on_interrupt), move |_, _| goes_on(repaired::now));
}

/// heapless's queue: an event is taken once.
#[test]
fn queue_of_heapless_with_two_consumers() {
    use heapless_queue::{put, take_faulty, take_repaired};
    static TAKEN: AtomicU32 = AtomicU32::new(0);
    let setup =
        |take: fn() -> Option<u32>| one(Setup::riscv(), move || TAKEN.store(take().unwrap_or(0), SeqCst));
    let takes = |take: fn() -> Option<u32>| {
        put(1);
        put(2);
        let mine = take();
        assert_ne!(mine, Some(TAKEN.load(SeqCst)), "taken twice");
    };
    fails(&setup(take_faulty), Panic, move |_, _| takes(take_faulty));
    passes(&setup(take_repaired), move |_, _| takes(take_repaired));
}

/// embassy's ring buffer: nothing was written, so nothing is sent.
#[test]
fn ring_buffer_of_embassy() {
    use embassy_ring_buffer::TX;
    let setup = one(Setup::cortex_m(), || assert_eq!(TX.pop(), None, "sends what was never written"));
    fails(&setup, Panic, |_, _| TX.reset_faulty());
    passes(&setup, |_, _| TX.reset_repaired());
}
