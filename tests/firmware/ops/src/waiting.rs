//! The waiting types.

use crate::export;
use core::cell::Cell;
use core::num::NonZero;
use core::task::{Context, Poll, Waker};
use embassy_sync::blocking_mutex::Mutex;
use irqshare::{AtomicWaker, Event, IrqRawMutex, IrqScopedRawMutex, Signal};
use mutex::BlockingMutex;

export! {
    static W_EVENT: Event = Event::new();
    static W_SIGNAL: Signal<u8> = Signal::new();
    static W_WAKER: AtomicWaker = AtomicWaker::new();
    static W_RAW: Mutex<IrqRawMutex, Cell<u16>> = Mutex::new(Cell::new(0));
    static W_SCOPED: BlockingMutex<IrqScopedRawMutex, u16> = BlockingMutex::new(0);
}

export! {
    fn op_event_count() { W_EVENT.set() }
    fn op_event_take() -> Option<NonZero<u16>> { W_EVENT.take() }
    fn op_event_is_set() -> bool { W_EVENT.is_set() }
    fn op_event_poll_wait(context: &mut Context<'_>) -> Poll<NonZero<u16>> { W_EVENT.poll_wait(context) }
    fn op_signal_signal(value: u8) { W_SIGNAL.signal(value) }
    fn op_signal_try_take() -> Option<u8> { W_SIGNAL.try_take() }
    fn op_signal_signaled() -> bool { W_SIGNAL.signaled() }
    fn op_signal_reset() { W_SIGNAL.reset() }
    fn op_signal_poll_wait(context: &mut Context<'_>) -> Poll<u8> { W_SIGNAL.poll_wait(context) }
    fn op_atomic_waker_register(waker: &Waker) { W_WAKER.register(waker) }
    fn op_atomic_waker_wake() { W_WAKER.wake() }
    fn op_atomic_waker_take() -> Option<Waker> { W_WAKER.take() }
    fn op_raw_mutex() { W_RAW.lock(|cell| cell.set(cell.get().wrapping_add(3))) }
    fn op_scoped_raw_mutex() { W_SCOPED.with_lock(|word| *word = word.wrapping_add(3)) }
}

/// Where one core is for sure.
#[cfg(any(target_arch = "avr", feature = "single-core"))]
mod of_a_handler {
    use crate::export;
    use crate::vectors::Low;
    use core::task::Waker;
    use irqshare::{Isr, Main, Shared, WakerRegistration};

    export! { static W_SHARED: Shared<WakerRegistration, Low> = Shared::new(WakerRegistration::new()); }
    export! {
        fn op_waker_register(main: &mut Main, waker: &Waker) -> impl Sized { W_SHARED.lock(main, |place| place.register(waker)) }
        fn op_waker_take(main: &mut Main) -> Option<Waker> { W_SHARED.lock(main, WakerRegistration::take) }
        fn op_waker_occupied(main: &mut Main) -> bool { W_SHARED.lock(main, |place| place.occupied()) }
        fn op_waker_wake(isr: &mut Isr<'_, Low>) { W_SHARED.get_mut(isr).wake() }
    }
}
