//! ESP32-C6, without the promise that there is one core: esp-hal binds its own handler, and it shares by what needs no promise, through
//! esp-hal's critical section. No emulator runs it: it must link. (`handlers.rs` has the promise.)
#![no_std]
#![no_main]

use core::cell::{Cell, RefCell};
use core::future::poll_fn;
use core::task::Poll;
use esp_hal::Blocking;
use esp_hal::time::Duration;
use esp_hal::timer::{PeriodicTimer, timg::TimerGroup};
use irqshare::{AtomicWaker, Event, Global, IrqMutex, Signal, block_on, interrupts};

/// The handler's driver.
static TIMER: IrqMutex<RefCell<Option<PeriodicTimer<'static, Blocking>>>> = IrqMutex::new(RefCell::new(None));
static TICKS: Global<u32> = Global::new(0);
static WIDE: Global<[u32; 3]> = Global::new([0; 3]);
static COUNT: IrqMutex<Cell<u32>> = IrqMutex::new(Cell::new(0));
static EVENT: Event = Event::new();
static LATEST: Signal<u32> = Signal::new();
static WAKER: AtomicWaker = AtomicWaker::new();

#[cfg(feature = "shared")]
static OURS: irqshare::Shared<u32, u8> = irqshare::Shared::new(0);

#[cfg(feature = "bind")]
mod irq {
    irqshare::handlers! {
        device: esp_hal::peripherals;
        fn TG0_T0_LEVEL(_isr) {}
    }
}

#[esp_hal::handler]
fn tick() {
    interrupts::free(|cs| {
        TIMER.with(cs, PeriodicTimer::clear_interrupt);
        COUNT.update(cs, |count| count + 1);
    });
    TICKS.update(|ticks| ticks + 1);
    WIDE.update(|wide| wide.map(|n| n + 1));
    EVENT.set();
    LATEST.signal(TICKS.get());
    WAKER.wake();
}

/// The next tick, by each of the ways to wait.
async fn next() -> u32 {
    EVENT.wait().await;
    let latest = LATEST.wait().await;
    poll_fn(|cx| {
        WAKER.register(cx.waker());
        if TICKS.get() == latest { Poll::Pending } else { Poll::Ready(()) }
    })
    .await;
    latest
}

irqshare::main! {
    #[esp_hal::main]
    fn main(main) {
        let peripherals = esp_hal::init(esp_hal::Config::default());
        let mut timer = PeriodicTimer::new(TimerGroup::new(peripherals.TIMG0).timer0);
        timer.set_interrupt_handler(tick);
        timer.start(Duration::from_millis(1)).unwrap();
        interrupts::free(|cs| {
            TIMER.put(cs, timer);
            TIMER.with(cs, PeriodicTimer::listen);
        });
        block_on(main, |_main| async { while next().await < 100 {} });
        TICKS.set(interrupts::free(|cs| COUNT.get(cs)) + WIDE.get()[2]);
    }
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}
