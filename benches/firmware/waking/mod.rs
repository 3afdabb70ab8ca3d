//! Registering a task's waker in main and waking it in a handler, and the waiting types: the same operations by irqshare and by others, a module each.
//!
//! Every approach has `register`, called by main, and `wake`, called by its own handler. `floor` is a `static mut` that nobody protects: no approach can be
//! cheaper, and it's unsound. The waker does nothing and is the same for all.

pub mod rows;

use core::task::{RawWaker, RawWakerVTable, Waker};

const RAW: RawWaker = RawWaker::new(core::ptr::null(), &TABLE);
static TABLE: RawWakerVTable = RawWakerVTable::new(waker_clone, waker_wake, waker_wake, waker_drop);

fn waker_clone(_: *const ()) -> RawWaker {
    RAW
}
fn waker_wake(_: *const ()) {}
fn waker_drop(_: *const ()) {}

/// The waker, out of the optimiser's sight: it mustn't know whose functions it calls.
#[inline(never)]
#[unsafe(no_mangle)]
pub fn prepare_waker() -> Waker {
    // SAFETY: the table's functions do nothing with the data.
    core::hint::black_box(unsafe { Waker::from_raw(RAW) })
}

pub mod floor {
    use core::task::Waker;

    static mut WAKER: Option<Waker> = None;
    static mut VALUE: Option<u8> = None;
    static mut COUNT: u16 = 0;

    op! {
        fn register(waker: &Waker) {
            // SAFETY: none: this is what goes wrong when a handler comes in between.
            unsafe { *(&raw mut WAKER) = Some(waker.clone()) }
        }
        fn try_take() -> Option<u8> {
            // SAFETY: none, as above.
            unsafe { (*(&raw mut VALUE)).take() }
        }
        fn signaled() -> bool {
            // SAFETY: none, as above.
            unsafe { (*(&raw mut VALUE)).is_some() }
        }
        fn take() -> u16 {
            // SAFETY: none, as above.
            unsafe { (&raw mut COUNT).replace(0) }
        }
        fn is_set() -> bool {
            // SAFETY: none, as above.
            unsafe { COUNT != 0 }
        }
        fn take_waker() -> Option<Waker> {
            // SAFETY: none, as above.
            unsafe { (*(&raw mut WAKER)).take() }
        }
    }

    #[inline(always)]
    pub fn wake() {
        // SAFETY: none, as above.
        if let Some(waker) = unsafe { (*(&raw mut WAKER)).take() } {
            waker.wake();
        }
    }

    #[inline(always)]
    pub fn signal() {
        // SAFETY: none, as above.
        unsafe { *(&raw mut VALUE) = Some(7) };
        wake();
    }

    #[inline(always)]
    pub fn set() {
        // SAFETY: none, as above.
        unsafe {
            if let Some(more) = COUNT.checked_add(1) {
                COUNT = more;
            }
        }
        wake();
    }
}

/// `Shared<WakerRegistration, V>`: the handler's `wake` stands in `irq`.
pub mod shared {
    use super::irq;
    use core::task::Waker;
    use irqshare::{Main, Shared, WakerRegistration};

    pub static WAKER: Shared<WakerRegistration, irq::INT0> = Shared::new(WakerRegistration::new());

    op! {
        fn register(main: &mut Main, waker: &Waker) {
            let _evicted = WAKER.lock(main, |registration| registration.register(waker));
        }
        fn occupied(main: &mut Main) -> bool {
            WAKER.lock(main, |registration| registration.occupied())
        }
        fn take_waker(main: &mut Main) -> Option<Waker> {
            WAKER.lock(main, WakerRegistration::take)
        }
    }
}

pub mod anywhere {
    use crate::parts::Word;
    use core::cell::Cell;
    use core::task::{Context, Waker};
    use embassy_sync::blocking_mutex::Mutex;
    use irqshare::{
        AtomicWaker, CeilingRawMutex, CeilingScopedRawMutex, Event, IrqRawMutex, IrqScopedRawMutex, Main,
        Signal, block_on, sleep_until,
    };
    use mutex::BlockingMutex;

    pub static WAKER: AtomicWaker = AtomicWaker::new();
    pub static SIGNAL: Signal<u8> = Signal::new();
    pub static EVENT: Event = Event::new();
    static MUTEX: Mutex<IrqRawMutex, Cell<Word>> = Mutex::new(Cell::new(0));
    static SCOPED: BlockingMutex<IrqScopedRawMutex, Word> = BlockingMutex::new(0);
    static CEILING: Mutex<CeilingRawMutex<super::irq::INT1>, Cell<Word>> = Mutex::new(Cell::new(0));
    static CEILING_SCOPED: BlockingMutex<CeilingScopedRawMutex<super::irq::INT1>, Word> =
        BlockingMutex::new(0);

    op! {
        fn register(waker: &Waker) {
            WAKER.register(waker)
        }
        fn try_take() -> Option<u8> {
            SIGNAL.try_take()
        }
        fn signaled() -> bool {
            SIGNAL.signaled()
        }
        fn reset() {
            SIGNAL.reset();
        }
        fn take() -> u16 {
            EVENT.take().map_or(0, core::num::NonZero::get)
        }
        fn is_set() -> bool {
            EVENT.is_set()
        }
        fn take_waker() -> Option<Waker> {
            WAKER.take()
        }
        fn poll_event(waker: &Waker) -> bool {
            EVENT.poll_wait(&mut Context::from_waker(waker)).is_ready()
        }
        fn poll_signal(waker: &Waker) -> bool {
            SIGNAL.poll_wait(&mut Context::from_waker(waker)).is_ready()
        }
        fn block(main: &mut Main) -> u8 {
            block_on(main, |_| async { SIGNAL.wait().await })
        }
        /// What main waits for is there already.
        fn sleep(main: &mut Main) -> u16 {
            sleep_until(main, |_, _| EVENT.take()).get()
        }
        fn raw_mutex() {
            MUTEX.lock(|cell| cell.set(cell.get().wrapping_add(1)));
        }
        fn scoped_raw_mutex() {
            SCOPED.with_lock(|word| *word = word.wrapping_add(1));
        }
        fn ceiling_raw_mutex() {
            CEILING.lock(|cell| cell.set(cell.get().wrapping_add(1)));
        }
        fn ceiling_scoped_raw_mutex() {
            CEILING_SCOPED.with_lock(|word| *word = word.wrapping_add(1));
        }
    }
}

/// The crate mutex, over its own section.
pub mod mutexes {
    use crate::parts::Word;
    use mutex::{BlockingMutex, raw_impls::cs::CriticalSectionRawMutex};

    static SCOPED: BlockingMutex<CriticalSectionRawMutex, Word> = BlockingMutex::new(0);

    op! {
        fn scoped_raw_mutex() {
            SCOPED.with_lock(|word| *word = word.wrapping_add(1));
        }
    }
}

pub mod embassy {
    use crate::parts::Word;
    use core::cell::Cell;
    use core::future::Future;
    use core::pin::pin;
    use core::task::{Context, Waker};
    use embassy_sync::blocking_mutex::Mutex;
    use embassy_sync::blocking_mutex::raw::CriticalSectionRawMutex;
    use embassy_sync::signal::Signal;
    use embassy_sync::waitqueue::AtomicWaker;

    pub static WAKER: AtomicWaker = AtomicWaker::new();
    pub static SIGNAL: Signal<CriticalSectionRawMutex, u8> = Signal::new();
    static MUTEX: Mutex<CriticalSectionRawMutex, Cell<Word>> = Mutex::new(Cell::new(0));

    op! {
        fn register(waker: &Waker) {
            WAKER.register(waker)
        }
        fn try_take() -> Option<u8> {
            SIGNAL.try_take()
        }
        fn poll_signal(waker: &Waker) -> bool {
            pin!(SIGNAL.wait()).poll(&mut Context::from_waker(waker)).is_ready()
        }
        fn signaled() -> bool {
            SIGNAL.signaled()
        }
        fn reset() {
            SIGNAL.reset();
        }
        fn raw_mutex() {
            MUTEX.lock(|cell| cell.set(cell.get().wrapping_add(1)));
        }
    }

    #[inline(always)]
    pub fn wake() {
        WAKER.wake();
    }

    #[inline(always)]
    pub fn signal() {
        SIGNAL.signal(7);
    }
}

pub mod atomic {
    use atomic_waker::AtomicWaker;
    use core::task::Waker;

    pub static WAKER: AtomicWaker = AtomicWaker::new();

    op! {
        fn register(waker: &Waker) {
            WAKER.register(waker)
        }
        fn take_waker() -> Option<Waker> {
            WAKER.take()
        }
    }

    #[inline(always)]
    pub fn wake() {
        WAKER.wake();
    }
}

/// The vectors have the names of an ATmega328P's on all targets.
pub mod irq {
    use super::{anywhere, shared};

    irqshare::handlers! {
        device: crate::machine::device;

        fn INT0(isr) {
            shared::WAKER.get_mut(isr).wake();
        }
        fn INT1() {
            anywhere::WAKER.wake();
        }
        fn PCINT0() {
            anywhere::SIGNAL.signal(7);
        }
        fn PCINT1() {
            anywhere::EVENT.set();
        }
    }
}

lines! {
    ours {
        shared_wake: INT0 1;
        anywhere_wake: INT1 2;
        anywhere_signal: PCINT0 3;
        anywhere_set: PCINT1 4;
    }
    peers {
        floor_wake: floor::wake;
        floor_signal: floor::signal;
        floor_set: floor::set;
        embassy_wake: embassy::wake;
        embassy_signal: embassy::signal;
        atomic_wake: atomic::wake;
    }
    native {}
    c {}
}
