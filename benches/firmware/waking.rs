//! Registering a task's waker in main and waking it in a handler: the same operations by irqshare and by others, a module each.
//!
//! Every approach has `register`, called by main, and `wake`, called by its own handler. `floor` is a `static mut` that nobody protects: no approach can be
//! cheaper, and it's unsound. The waker does nothing and is the same for all.

use core::task::{RawWaker, RawWakerVTable, Waker};

/// A measured function, with a name of its own.
macro_rules! op {
    ($(fn $op:ident($($argument:ident: $type:ty),*) $(-> $result:ty)? $body:block)+) => {
        $(
            #[inline(never)]
            #[unsafe(no_mangle)]
            pub fn $op($($argument: $type),*) $(-> $result)? $body
        )+
    };
}

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
        fn op_floor_register(waker: &Waker) {
            // SAFETY: none: this is what goes wrong when a handler comes in between.
            unsafe { *(&raw mut WAKER) = Some(waker.clone()) }
        }
        fn op_floor_try_take() -> Option<u8> {
            // SAFETY: none, as above.
            unsafe { (*(&raw mut VALUE)).take() }
        }
        fn op_floor_take() -> u16 {
            // SAFETY: none, as above.
            unsafe { (&raw mut COUNT).replace(0) }
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
    pub fn signal(value: u8) {
        // SAFETY: none, as above.
        unsafe { *(&raw mut VALUE) = Some(value) };
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

/// `Shared<WakerRegistration, V>`: the handler's `wake` stands in main.rs.
pub mod shared {
    use crate::irq;
    use core::task::Waker;
    use irqshare::{Main, Shared, WakerRegistration};

    pub static WAKER: Shared<WakerRegistration, irq::Waking> = Shared::new(WakerRegistration::new());

    op! {
        fn op_shared_register(main: &mut Main, waker: &Waker) {
            let _evicted = WAKER.lock(main, |registration| registration.register(waker));
        }
    }
}

pub mod anywhere {
    use core::task::Waker;
    use irqshare::{AtomicWaker, Event, Signal};

    pub static WAKER: AtomicWaker = AtomicWaker::new();
    pub static SIGNAL: Signal<u8> = Signal::new();
    pub static EVENT: Event = Event::new();

    op! {
        fn op_anywhere_register(waker: &Waker) {
            WAKER.register(waker)
        }
        fn op_anywhere_try_take() -> Option<u8> {
            SIGNAL.try_take()
        }
        fn op_anywhere_take() -> u16 {
            EVENT.take().map_or(0, core::num::NonZero::get)
        }
    }
}

pub mod embassy {
    use core::task::Waker;
    use embassy_sync::blocking_mutex::raw::CriticalSectionRawMutex;
    use embassy_sync::signal::Signal;
    use embassy_sync::waitqueue::AtomicWaker;

    pub static WAKER: AtomicWaker = AtomicWaker::new();
    pub static SIGNAL: Signal<CriticalSectionRawMutex, u8> = Signal::new();

    op! {
        fn op_embassy_register(waker: &Waker) {
            WAKER.register(waker)
        }
        fn op_embassy_try_take() -> Option<u8> {
            SIGNAL.try_take()
        }
    }
}

pub mod atomic {
    use atomic_waker::AtomicWaker;
    use core::task::Waker;

    pub static WAKER: AtomicWaker = AtomicWaker::new();

    op! {
        fn op_atomic_register(waker: &Waker) {
            WAKER.register(waker)
        }
    }
}

/// What is measured, in the order in which it runs. (Nobody is registered at first; embassy-sync's waker stays so when it was woken.) `fire` runs handlers, `with_main` lends main.
///
/// From each of these functions one other is called, or one handler runs: that is measured. Those that are called `prepare_` are not.
pub mod runs {
    use super::{anywhere, atomic, embassy, floor, prepare_waker, shared};
    use crate::{fire, with_main};
    use core::future::Future;
    use core::hint::black_box;
    use core::mem::ManuallyDrop;
    use core::pin::pin;
    use core::task::Context;

    macro_rules! prepare {
        ($(fn $name:ident($waker:ident) $body:block)+) => {
            $(
                #[inline(never)]
                #[unsafe(no_mangle)]
                fn $name() {
                    let $waker = prepare_waker();
                    $body
                }
            )+
        };
    }

    prepare! {
        fn prepare_floor(waker) { floor::op_floor_register(&waker) }
        fn prepare_signal(waker) { assert!(anywhere::SIGNAL.poll_wait(&mut Context::from_waker(&waker)).is_pending()) }
        fn prepare_event(waker) { assert!(anywhere::EVENT.poll_wait(&mut Context::from_waker(&waker)).is_pending()) }
        fn prepare_embassy_signal(waker) {
            assert!(pin!(embassy::SIGNAL.wait()).poll(&mut Context::from_waker(&waker)).is_pending());
        }
    }

    const fn number_of(operation: &str, approach: &str) -> u16 {
        let (mut number, mut i) = (0_u16, 0);
        while i < operation.len() + approach.len() {
            let byte = if i < operation.len() {
                operation.as_bytes()[i]
            } else {
                approach.as_bytes()[i - operation.len()]
            };
            number = number.wrapping_mul(31).wrapping_add(byte as u16);
            i += 1;
        }
        number
    }

    /// Runs all. Each stands in a function whose symbol names the operation and the approach.
    macro_rules! runs {
        ($($operation:literal $approach:literal: $prepare:expr, $measured:expr;)+) => {
            pub fn all() {
                $({
                    #[inline(never)]
                    #[unsafe(export_name = concat!("cost of ", $operation, " by ", $approach))]
                    fn run() {
                        // Equal functions would become one, of the first one's name.
                        black_box(const { number_of($operation, $approach) });
                        let prepared = ManuallyDrop::new($prepare);
                        black_box($measured(&prepared));
                    }
                    run();
                })+
                // Or the last one would return past this function.
                black_box(());
            }
        };
    }

    runs! {
        "waker-wake-none-handler" "floor": (), |_| fire::floor_wake();
        "waker-wake-none-handler" "irqshare": (), |_| fire::shared_wake();
        "waker-wake-none-handler" "irqshare-anywhere": (), |_| fire::anywhere_wake();
        "waker-wake-none-handler" "embassy-sync": (), |_| fire::embassy_wake();
        "waker-wake-none-handler" "atomic-waker": (), |_| fire::atomic_wake();

        "waker-register" "floor": prepare_waker(), floor::op_floor_register;
        "waker-register" "irqshare": prepare_waker(), |waker| with_main(|main| shared::op_shared_register(main, waker));
        "waker-register" "irqshare-anywhere": prepare_waker(), anywhere::op_anywhere_register;
        "waker-register" "embassy-sync": prepare_waker(), embassy::op_embassy_register;
        "waker-register" "atomic-waker": prepare_waker(), atomic::op_atomic_register;

        "waker-register-again" "floor": prepare_waker(), floor::op_floor_register;
        "waker-register-again" "irqshare": prepare_waker(), |waker| with_main(|main| shared::op_shared_register(main, waker));
        "waker-register-again" "irqshare-anywhere": prepare_waker(), anywhere::op_anywhere_register;
        "waker-register-again" "embassy-sync": prepare_waker(), embassy::op_embassy_register;
        "waker-register-again" "atomic-waker": prepare_waker(), atomic::op_atomic_register;

        "waker-wake-handler" "floor": (), |_| fire::floor_wake();
        "waker-wake-handler" "irqshare": (), |_| fire::shared_wake();
        "waker-wake-handler" "irqshare-anywhere": (), |_| fire::anywhere_wake();
        "waker-wake-handler" "embassy-sync": (), |_| fire::embassy_wake();
        "waker-wake-handler" "atomic-waker": (), |_| fire::atomic_wake();

        "signal-handler" "floor": prepare_floor(), |_| fire::floor_signal();
        "signal-handler" "irqshare": prepare_signal(), |_| fire::anywhere_signal();
        "signal-handler" "embassy-sync": prepare_embassy_signal(), |_| fire::embassy_signal();

        "signal-none-handler" "floor": (), |_| fire::floor_signal();
        "signal-none-handler" "irqshare": (), |_| fire::anywhere_signal();
        "signal-none-handler" "embassy-sync": (), |_| fire::embassy_signal();

        "signal-take" "floor": (), |_| floor::op_floor_try_take();
        "signal-take" "irqshare": (), |_| anywhere::op_anywhere_try_take();
        "signal-take" "embassy-sync": (), |_| embassy::op_embassy_try_take();

        "event-set-handler" "floor": prepare_floor(), |_| fire::floor_set();
        "event-set-handler" "irqshare": prepare_event(), |_| fire::anywhere_set();

        "event-set-none-handler" "floor": (), |_| fire::floor_set();
        "event-set-none-handler" "irqshare": (), |_| fire::anywhere_set();

        "event-take" "floor": (), |_| floor::op_floor_take();
        "event-take" "irqshare": (), |_| anywhere::op_anywhere_take();
    }
}
