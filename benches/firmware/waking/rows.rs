//! What is measured, in the order in which it runs. (Nobody is registered at first; embassy-sync's waker stays so when it was woken.)

use super::lines::fire;
use super::{anywhere, atomic, embassy, floor, irq, mutexes, prepare_waker, shared};
use core::future::Future;
use core::pin::pin;
use core::task::{Context, Waker};
use irqshare::{Main, WakerRegistration};

type Embassys = embassy_sync::signal::Signal<embassy_sync::blocking_mutex::raw::CriticalSectionRawMutex, u8>;

#[inline(always)]
fn with_main<R>(f: impl FnOnce(&mut Main) -> R) -> R {
    // SAFETY: main runs, and uses no other.
    f(&mut unsafe { Main::steal() })
}

/// Something to find, in a function of its own, which isn't measured.
#[inline(never)]
#[unsafe(no_mangle)]
fn prepare_an_event() {
    anywhere::EVENT.set();
}

/// As above.
#[inline(never)]
#[unsafe(no_mangle)]
fn prepare_a_value() {
    anywhere::SIGNAL.signal(7);
}

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
    fn prepare_floor(waker) { floor::register(&waker) }
    fn prepare_signal(waker) { assert!(anywhere::SIGNAL.poll_wait(&mut Context::from_waker(&waker)).is_pending()) }
    fn prepare_event(waker) { assert!(anywhere::EVENT.poll_wait(&mut Context::from_waker(&waker)).is_pending()) }
    fn prepare_embassy_signal(waker) {
        assert!(pin!(embassy::SIGNAL.wait()).poll(&mut Context::from_waker(&waker)).is_pending());
    }
}

runs! {
    fn all;
    "waker-wake-none-handler" "floor" [Option<Waker>, of Option<Waker>]: (), |_| fire::floor_wake();
    "waker-wake-none-handler" "irqshare" [irqshare::Shared<WakerRegistration, irq::INT0>, of Option<Waker>]: (), |_| fire::shared_wake();
    "waker-wake-none-handler" "irqshare-anywhere" [irqshare::AtomicWaker, of Option<Waker>]: (), |_| fire::anywhere_wake();
    "waker-wake-none-handler" "embassy-sync" [embassy_sync::waitqueue::AtomicWaker, of Option<Waker>]: (), |_| fire::embassy_wake();
    "waker-wake-none-handler" "atomic-waker" [atomic_waker::AtomicWaker, of Option<Waker>]: (), |_| fire::atomic_wake();

    "waker-register" "floor" [Option<Waker>, of Option<Waker>]: prepare_waker(), floor::register;
    "waker-register" "irqshare" [irqshare::Shared<WakerRegistration, irq::INT0>, of Option<Waker>]: prepare_waker(), |waker| with_main(|main| shared::register(main, waker));
    "waker-register" "irqshare-anywhere" [irqshare::AtomicWaker, of Option<Waker>]: prepare_waker(), anywhere::register;
    "waker-register" "embassy-sync" [embassy_sync::waitqueue::AtomicWaker, of Option<Waker>]: prepare_waker(), embassy::register;
    "waker-register" "atomic-waker" [atomic_waker::AtomicWaker, of Option<Waker>]: prepare_waker(), atomic::register;

    "waker-register-again" "floor" [Option<Waker>, of Option<Waker>]: prepare_waker(), floor::register;
    "waker-register-again" "irqshare" [irqshare::Shared<WakerRegistration, irq::INT0>, of Option<Waker>]: prepare_waker(), |waker| with_main(|main| shared::register(main, waker));
    "waker-register-again" "irqshare-anywhere" [irqshare::AtomicWaker, of Option<Waker>]: prepare_waker(), anywhere::register;
    "waker-register-again" "embassy-sync" [embassy_sync::waitqueue::AtomicWaker, of Option<Waker>]: prepare_waker(), embassy::register;
    "waker-register-again" "atomic-waker" [atomic_waker::AtomicWaker, of Option<Waker>]: prepare_waker(), atomic::register;

    "waker-wake-handler" "floor" [Option<Waker>, of Option<Waker>]: (), |_| fire::floor_wake();
    "waker-wake-handler" "irqshare" [irqshare::Shared<WakerRegistration, irq::INT0>, of Option<Waker>]: (), |_| fire::shared_wake();
    "waker-wake-handler" "irqshare-anywhere" [irqshare::AtomicWaker, of Option<Waker>]: (), |_| fire::anywhere_wake();
    "waker-wake-handler" "embassy-sync" [embassy_sync::waitqueue::AtomicWaker, of Option<Waker>]: (), |_| fire::embassy_wake();
    "waker-wake-handler" "atomic-waker" [atomic_waker::AtomicWaker, of Option<Waker>]: (), |_| fire::atomic_wake();

    "signal-handler" "floor" [(Option<u8>, Option<Waker>), of u8]: prepare_floor(), |_| fire::floor_signal();
    "signal-handler" "irqshare" [irqshare::Signal<u8>, of u8]: prepare_signal(), |_| fire::anywhere_signal();
    "signal-handler" "embassy-sync" [Embassys, of u8]: prepare_embassy_signal(), |_| fire::embassy_signal();

    "signal-none-handler" "floor" [(Option<u8>, Option<Waker>), of u8]: (), |_| fire::floor_signal();
    "signal-none-handler" "irqshare" [irqshare::Signal<u8>, of u8]: (), |_| fire::anywhere_signal();
    "signal-none-handler" "embassy-sync" [Embassys, of u8]: (), |_| fire::embassy_signal();

    "signal-take" "floor" [(Option<u8>, Option<Waker>), of u8]: (), |_| floor::try_take();
    "signal-take" "irqshare" [irqshare::Signal<u8>, of u8]: (), |_| anywhere::try_take();
    "signal-take" "embassy-sync" [Embassys, of u8]: (), |_| embassy::try_take();

    "event-set-handler" "floor" [(u16, Option<Waker>), of u16]: prepare_floor(), |_| fire::floor_set();
    "event-set-handler" "irqshare" [irqshare::Event, of u16]: prepare_event(), |_| fire::anywhere_set();

    "event-set-none-handler" "floor" [(u16, Option<Waker>), of u16]: (), |_| fire::floor_set();
    "event-set-none-handler" "irqshare" [irqshare::Event, of u16]: (), |_| fire::anywhere_set();

    "event-take" "floor" [(u16, Option<Waker>), of u16]: (), |_| floor::take();
    "event-take" "irqshare" [irqshare::Event, of u16]: (), |_| anywhere::take();

    "signal-signaled" "floor": (), |_| floor::signaled();
    "signal-signaled" "irqshare": (), |_| anywhere::signaled();
    "signal-signaled" "embassy-sync": (), |_| embassy::signaled();

    "signal-reset" "irqshare": (), |_| anywhere::reset();
    "signal-reset" "embassy-sync": (), |_| embassy::reset();

    "event-is-set" "floor": (), |_| floor::is_set();
    "event-is-set" "irqshare": (), |_| anywhere::is_set();

    "waker-take" "floor" [Option<Waker>, of Option<Waker>]: (), |_| floor::take_waker();
    "waker-take" "irqshare" [irqshare::Shared<WakerRegistration, irq::INT0>, of Option<Waker>]: (), |_| with_main(shared::take_waker);
    "waker-take" "irqshare-anywhere" [irqshare::AtomicWaker, of Option<Waker>]: (), |_| anywhere::take_waker();
    "waker-take" "atomic-waker" [atomic_waker::AtomicWaker, of Option<Waker>]: (), |_| atomic::take_waker();

    "waker-occupied" "irqshare" [irqshare::Shared<WakerRegistration, irq::INT0>, of Option<Waker>]: (), |_| with_main(shared::occupied);

    // Nothing is there: the task registers, and once more.
    "event-poll" "irqshare" [irqshare::Event, of u16]: prepare_waker(), anywhere::poll_event;
    "event-poll-again" "irqshare" [irqshare::Event, of u16]: prepare_waker(), anywhere::poll_event;
    "signal-poll" "irqshare" [irqshare::Signal<u8>, of u8]: prepare_waker(), anywhere::poll_signal;
    "signal-poll" "embassy-sync" [Embassys, of u8]: prepare_waker(), embassy::poll_signal;
    "signal-poll-again" "irqshare" [irqshare::Signal<u8>, of u8]: prepare_waker(), anywhere::poll_signal;
    "signal-poll-again" "embassy-sync" [Embassys, of u8]: prepare_waker(), embassy::poll_signal;
    // It is there.
    "block-on-ready" "irqshare": prepare_a_value(), |_| with_main(anywhere::block);

    "sleep-until-ready" "irqshare": prepare_an_event(), |_| with_main(anywhere::sleep);

    "raw-mutex" "irqshare": (), |_| anywhere::raw_mutex();
    "raw-mutex" "embassy-sync": (), |_| embassy::raw_mutex();

    "scoped-raw-mutex" "irqshare": (), |_| anywhere::scoped_raw_mutex();
    "scoped-raw-mutex" "mutex": (), |_| mutexes::scoped_raw_mutex();

    "ceiling-raw-mutex" "irqshare": (), |_| anywhere::ceiling_raw_mutex();
    "ceiling-raw-mutex" "embassy-sync": (), |_| embassy::raw_mutex();

    "ceiling-scoped-raw-mutex" "irqshare": (), |_| anywhere::ceiling_scoped_raw_mutex();
    "ceiling-scoped-raw-mutex" "mutex": (), |_| mutexes::scoped_raw_mutex();
}
