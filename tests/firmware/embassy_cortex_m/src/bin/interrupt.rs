//! embassy's executor for interrupts on a vector that the PAC's attribute binds, between our handlers: one of a lower priority, one of a higher. Those two and main share a `Shared`, which the tasks can't reach; the tasks use
//! `Global`, `IrqMutex`, `Signal` and `Event`. All of them run thousands of times, wherever the timer strikes. Prints what adds up, and `end`.
#![no_std]
#![no_main]

use core::cell::Cell;
use cortex_m::peripheral::syst::SystClkSource;
use cortex_m_rt as _;
use cortex_m_semihosting::{debug, hprintln};
use device::interrupt;
use embassy_executor::InterruptExecutor;
use irqshare::{Event, Global, IrqMutex, Shared, Signal, Vector, interrupts};

static EXECUTOR: InterruptExecutor = InterruptExecutor::new();

/// Main's, and the two handlers'.
static BOTH: Shared<u32, (irq::Low, irq::High)> = Shared::new(0);
/// Main's, the lower handler's, and the tasks'.
static STEPS: IrqMutex<Cell<u32>> = IrqMutex::new(Cell::new(0));
static TOTAL: Global<u32> = Global::new(0);
static SAMPLE: Signal<u32> = Signal::new();
static LOWER: Event = Event::new();

/// How often each ran.
static HIGH: Global<u32> = Global::new(0);
static LOW: Global<u32> = Global::new(0);
static TASKS: Global<u32> = Global::new(0);
/// A task ran where a lock of `BOTH` held it off.
static ASTRAY: Global<bool> = Global::new(false);
static LOCKED: Global<bool> = Global::new(false);

#[cfg(target_has_atomic = "32")]
mod irq {
    pub use GPIOA as Low;
    pub use GPIOB as High;
    irqshare::handlers! {
        device: device;
        #[priority(1)] fn GPIOA(isr) { super::low(isr) }
        #[priority(3)] fn GPIOB(isr) { super::high(isr) }
        fn SysTick(_isr) { High::pend() }
        #[cfg(feature = "both")] fn GPIOC() {}
    }
}
#[cfg(not(target_has_atomic = "32"))]
mod irq {
    pub use SWI0 as Low;
    pub use SWI1 as High;
    irqshare::handlers! {
        device: device;
        #[priority(1)] fn SWI0(isr) { super::low(isr) }
        #[priority(3)] fn SWI1(isr) { super::high(isr) }
        fn SysTick(_isr) { High::pend() }
        #[cfg(feature = "both")] fn SWI2() {}
    }
}

fn high(isr: &mut irqshare::Isr<'_, irq::High>) {
    HIGH.update(|runs| runs + 1);
    *BOTH.get_mut(isr) += 1;
    TOTAL.update(|total| total + 1);
    SAMPLE.signal(HIGH.get());
    #[cfg(feature = "isr")]
    EXECUTOR.spawner().spawn(has_an_isr(isr).unwrap());
}

/// An `Isr` is the handler's, for as long as it runs.
#[cfg(feature = "isr")]
#[embassy_executor::task]
async fn has_an_isr(isr: &'static mut irqshare::Isr<'static, irq::High>) {
    *BOTH.get_mut(isr) += 1;
}

fn low(isr: &mut irqshare::Isr<'_, irq::Low>) {
    LOW.update(|runs| runs + 1);
    BOTH.lock(isr, |both| slowly(both));
    step_in_section();
    TOTAL.update(|total| total + 1);
    LOWER.set();
}

fn step_in_section() {
    interrupts::free(|cs| STEPS.update(cs, |steps| steps + 1));
}

/// Between loading and storing many can strike.
fn slowly(both: &mut u32) {
    LOCKED.set(true);
    let before = *both;
    cortex_m::asm::delay(40);
    *both = before + 1;
    LOCKED.set(false);
}

#[embassy_executor::task]
async fn samples() {
    loop {
        let _ = SAMPLE.wait().await;
        task_step();
        irq::Low::pend();
    }
}

#[embassy_executor::task]
async fn lower() {
    loop {
        LOWER.wait().await;
        task_step();
    }
}

fn task_step() {
    if LOCKED.get() {
        ASTRAY.set(true);
    }
    TASKS.update(|runs| runs + 1);
    step_in_section();
    TOTAL.update(|total| total + 1);
}

// SAFETY: the executor's own handler, which nothing pends before it has started.
#[cfg(target_has_atomic = "32")]
#[interrupt]
fn GPIOC() {
    unsafe { EXECUTOR.on_interrupt() }
}
#[cfg(target_has_atomic = "32")]
use device::Interrupt::GPIOC as POLLS;
// SAFETY: as above.
#[cfg(not(target_has_atomic = "32"))]
#[interrupt]
fn SWI2() {
    unsafe { EXECUTOR.on_interrupt() }
}
#[cfg(not(target_has_atomic = "32"))]
use device::Interrupt::SWI2 as POLLS;

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    let _ = hprintln!("{}", info);
    debug::exit(debug::EXIT_FAILURE);
    loop {}
}

irqshare::main! {
    fn main(main) {
        irq::Low::enable(main);
        irq::High::enable(main);
        // SAFETY: main alone uses these peripherals.
        let mut core = unsafe { cortex_m::Peripherals::steal() };
        let bits = irq::High::PRIORITY_BITS;
        // SAFETY: no lock counts on this vector's priority, which is between the two: 2, as the NVIC counts.
        unsafe { core.NVIC.set_priority(POLLS, ((1 << bits) - 2) << (8 - bits)) };
        let spawner = EXECUTOR.start(POLLS);
        spawner.spawn(samples().unwrap());
        spawner.spawn(lower().unwrap());

        core.SYST.set_clock_source(SystClkSource::Core);
        core.SYST.set_reload(6000);
        core.SYST.enable_interrupt();
        core.SYST.enable_counter();
        let mut steps = 0;
        while TASKS.get() < 2000 {
            steps += 1;
            if cfg!(feature = "broken") {
                // SAFETY: none: this is main, and what it does wrong must show.
                slowly(BOTH.get_mut(&mut unsafe { irqshare::Isr::<irq::High>::steal() }));
            } else {
                BOTH.lock(main, slowly);
            }
            step_in_section();
            TOTAL.update(|total| total + 1);
            core.SYST.set_reload(6000 + steps % 97);
        }
        core.SYST.disable_interrupt();
        let both = BOTH.lock(main, |both| *both);
        let steps_seen = interrupts::free(|cs| STEPS.get(cs));
        let _ = hprintln!("the handlers and main: {}", both == steps + HIGH.get() + LOW.get());
        let _ = hprintln!("the tasks, the handler below and main: {}", steps_seen == steps + TASKS.get() + LOW.get());
        let _ = hprintln!("all: {}", TOTAL.get() == steps + HIGH.get() + LOW.get() + TASKS.get());
        let _ = hprintln!("a task inside a lock: {}", ASTRAY.get());
        let _ = hprintln!("end");
        debug::exit(debug::EXIT_SUCCESS);
    }
}
