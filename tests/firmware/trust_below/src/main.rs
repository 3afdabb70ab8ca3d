//! A mask of the program's own that leaves the most urgent handlers alone, under all that irqshare and critical-section do; on an emulated lm3s6965evb.
//!
//! Above the mask are UART0, the PAC's, and SysTick, cortex-m-rt's: they stand for those of a SoftDevice. Ours are GPIOA and, exactly at the mask's level, GPIOB.
//!
//! Prints what it saw, which the check compares, and ends with `end`.
#![no_std]
#![no_main]

#[cfg(feature = "below")]
mod below;

use core::cell::Cell;
use core::sync::atomic::{AtomicU8, AtomicU32, AtomicUsize, Ordering::SeqCst};
use cortex_m::peripheral::scb::SystemHandler;
use cortex_m::peripheral::{NVIC, SCB, SYST, syst::SystClkSource};
use cortex_m::register::{basepri, primask};
use cortex_m_rt::{ExceptionFrame, exception};
use cortex_m_semihosting::{debug, hprintln};
use irqshare::{Admits, Context, Global, IrqMutex, Main, Shared, interrupts};
use lm3s6965::{Interrupt, interrupt};

#[cfg(feature = "below")]
irqshare::set_mask!(below::Below);

/// All handlers that `handlers!` binds.
type Ours = (irq::GPIOA, irq::GPIOB);
#[cfg(all(feature = "below", not(feature = "broken")))]
const _: () = assert!(
    <Ours as irqshare::Vectors>::CEILING.basepri() >= below::LEVEL,
    "a handler is more urgent than the mask's level"
);

/// Stepped by main and by ours.
static STEPS: IrqMutex<Cell<u64>> = IrqMutex::new(Cell::new(0));
static ROUNDS: Global<u64> = Global::new(0);
static OURS: Shared<u64, Ours> = Shared::new(0);
static ALONE: Shared<u64, irq::GPIOA> = Shared::new(0);
#[cfg(feature = "provider")]
static THEIRS: critical_section::Mutex<Cell<u64>> = critical_section::Mutex::new(Cell::new(0));

/// How often ours ran, each of them.
static RUNS: [AtomicU32; 2] = [const { AtomicU32::new(0) }; 2];
/// How often SysTick did, and the clocks that it waited at most.
static TICKS: AtomicU32 = AtomicU32::new(0);
static LATEST: AtomicU32 = AtomicU32::new(0);

/// Who ran inside whom, by atomics: the urgent ones have nothing else.
static TRAIL: [AtomicU8; 64] = [const { AtomicU8::new(0) }; 64];
static LENGTH: AtomicUsize = AtomicUsize::new(0);

mod irq {
    use super::{ALONE, mark, step};

    #[cfg(not(feature = "above"))]
    const TOP: u16 = 6;
    #[cfg(feature = "above")]
    const TOP: u16 = 7;

    irqshare::handlers! {
        device: lm3s6965;

        #[priority(2)]
        fn GPIOA(isr) {
            mark("a");
            *ALONE.get_mut(isr) += 1;
            step(isr, 0);
        }

        #[priority(TOP)]
        fn GPIOB(isr) {
            mark("b");
            step(isr, 1);
        }
    }
}

/// The SoftDevice's.
#[interrupt]
fn UART0() {
    mark("!");
}

/// Ticks after which the timer is off.
const LAST: u32 = 4;

/// The SoftDevice's, too.
#[exception]
fn SysTick() {
    let late = SYST::get_reload() - SYST::get_current();
    LATEST.fetch_max(late, SeqCst);
    let ticks = TICKS.fetch_add(1, SeqCst) + 1;
    NVIC::pend(Interrupt::GPIOA);
    if ticks % 2 != 0 {
        NVIC::pend(Interrupt::GPIOB);
    }
    // The first tick strikes main, the next ones also our handlers.
    // SAFETY: main is done with the timer.
    unsafe {
        (*SYST::PTR).rvr.write(400 + 13 * (SYST::get_reload() % 40));
        (*SYST::PTR).cvr.write(0);
        if ticks == LAST {
            (*SYST::PTR).csr.write(0);
        }
    }
    SCB::clear_pendst();
}

/// What a SoftDevice's functions come to.
#[exception]
fn SVCall() {
    mark("s");
}

fn supervisor_call() {
    // SAFETY: the handler above touches nothing else.
    unsafe { core::arch::asm!("svc 0") };
}

#[exception]
unsafe fn HardFault(_frame: &ExceptionFrame) -> ! {
    let _ = hprintln!("an SVC in free: HardFault");
    let _ = hprintln!("end");
    debug::exit(debug::EXIT_SUCCESS);
    loop {}
}

/// Each of ours steps all that it shares with main.
fn step<C: Context, I>(isr: &mut C, which: usize)
where
    Ours: Admits<C, I>,
{
    RUNS[which].fetch_add(1, SeqCst);
    interrupts::free(|cs| STEPS.update(cs, |steps| steps + 1));
    ROUNDS.update(|rounds| rounds + 1);
    #[cfg(feature = "provider")]
    critical_section::with(|cs| THEIRS.borrow(cs).set(THEIRS.borrow(cs).get() + 1));
    if !cfg!(feature = "broken") {
        OURS.lock(isr, |ours| *ours += 1);
    }
}

fn mark(what: &str) {
    for byte in what.bytes() {
        if let Some(place) = TRAIL.get(LENGTH.fetch_add(1, SeqCst)) {
            place.store(byte, SeqCst);
        }
    }
}

/// Runs `f` between two brackets, and pends all before the second one.
fn around(f: impl FnOnce()) {
    mark("(");
    f();
    for line in [Interrupt::GPIOA, Interrupt::GPIOB, Interrupt::UART0] {
        NVIC::pend(line);
        // What may run has run then.
        cortex_m::asm::dsb();
        cortex_m::asm::isb();
    }
    mark(")");
}

/// Prints what happens within `f`, and what is masked then.
fn show(what: &str, f: impl FnOnce()) {
    LENGTH.store(0, SeqCst);
    f();
    let mut trail = [0; 64];
    let length = LENGTH.load(SeqCst);
    for (to, from) in trail.iter_mut().zip(&TRAIL[..length]) {
        *to = from.load(SeqCst);
    }
    let trail = core::str::from_utf8(&trail[..length]).unwrap();
    let masks = (primask::read().is_inactive(), basepri::read());
    let _ = hprintln!("{}: {}, then {:?}", what, trail, masks);
}

fn who_waits_for_whom(main: &mut Main) {
    show("nothing", || around(|| ()));
    show("free", || interrupts::free(|_| around(|| ())));
    show("a lock of a's", || ALONE.lock(main, |_| around(|| ())));
    show("a lock of both's", || OURS.lock(main, |_| around(|| ())));
    show("free in free", || interrupts::free(|_| around(|| interrupts::free(|_| around(|| ())))));
    show("a lock of a's in free", || interrupts::free(|_| around(|| ALONE.lock(main, |_| around(|| ())))));
    show("a lock of both's in free", || interrupts::free(|_| around(|| OURS.lock(main, |_| around(|| ())))));
    show("free in a lock of a's", || ALONE.lock(main, |_| around(|| interrupts::free(|_| around(|| ())))));
    show("free in a lock of both's", || OURS.lock(main, |_| around(|| interrupts::free(|_| around(|| ())))));
    #[cfg(feature = "provider")]
    {
        use critical_section::with;
        show("with", || with(|_| around(|| ())));
        show("with in free", || interrupts::free(|_| around(|| with(|_| around(|| ())))));
        show("free in with", || with(|_| around(|| interrupts::free(|_| around(|| ())))));
        show("with in with in a lock of a's", || {
            ALONE.lock(main, |_| around(|| with(|_| around(|| with(|_| around(|| ()))))));
        });
    }
}

/// The longest way of the tick through an operation of main's.
const CLOCKS: u32 = 500;

/// The tick strikes while main steps something, at each clock, and then while our handlers do. `total` is what was counted, less what the handlers did.
fn sweep(what: &str, main: &mut Main, step: impl Fn(&mut Main), total: impl Fn(&mut Main) -> u64) {
    let before = total(main);
    let (mut struck, mut early) = (0, 0);
    for clocks in 1..=CLOCKS {
        TICKS.store(0, SeqCst);
        // SAFETY: the tick has turned the timer off.
        let timer = unsafe { &mut cortex_m::Peripherals::steal().SYST };
        timer.set_clock_source(SystClkSource::Core);
        timer.set_reload(clocks);
        timer.clear_current();
        timer.enable_interrupt();
        timer.enable_counter();
        step(main);
        if TICKS.load(SeqCst) == 0 {
            early += 1;
        } else {
            struck += 1;
        }
        while TICKS.load(SeqCst) < LAST {}
    }
    let missing = before.wrapping_add(CLOCKS.into()).wrapping_sub(total(main)) as i64;
    let _ = hprintln!("{}: lost {}; struck: {}, over before it: {}", what, missing, struck > 0, early > 0);
}

fn runs() -> u64 {
    RUNS.iter().map(|runs| u64::from(runs.load(SeqCst))).sum()
}

fn counts(main: &mut Main) {
    // Long enough to see who waits for its end.
    let long = |steps: u64| {
        cortex_m::asm::delay(50);
        steps + 1
    };
    let steps = || interrupts::free(|cs| STEPS.get(cs)) - runs();
    sweep("IrqMutex", main, |_| interrupts::free(|cs| STEPS.update(cs, long)), |_| steps());
    sweep("Global", main, |_| ROUNDS.update(|rounds| rounds + 1), |_| ROUNDS.get() - runs());
    #[cfg(feature = "provider")]
    {
        use critical_section::with;
        let theirs = || with(|cs| THEIRS.borrow(cs).get()) - runs();
        sweep("Mutex", main, |_| with(|cs| THEIRS.borrow(cs).set(THEIRS.borrow(cs).get() + 1)), |_| theirs());
        // By our token.
        sweep(
            "Mutex in free",
            main,
            |_| interrupts::free(|cs| THEIRS.borrow(cs.into()).set(THEIRS.borrow(cs.into()).get() + 1)),
            |_| theirs(),
        );
        // By theirs.
        sweep("IrqMutex in with", main, |_| with(|cs| STEPS.update(cs, long)), |_| steps());
    }
    sweep(
        "Shared",
        main,
        |main| ALONE.lock(main, |alone| *alone += 1),
        |main| ALONE.lock(main, |alone| *alone) - u64::from(RUNS[0].load(SeqCst)),
    );
    let _ = hprintln!("the tick came at once: {}", LATEST.load(SeqCst) < 30);
    // With a handler above the mask this is refused.
    sweep(
        "Shared of both",
        main,
        |main| OURS.lock(main, |ours| *ours += 1),
        |main| OURS.lock(main, |ours| *ours) - runs(),
    );
}

fn run(main: &mut Main) {
    irq::GPIOA::enable(main);
    irq::GPIOB::enable(main);
    // SAFETY: they use atomics alone.
    unsafe {
        NVIC::unmask(Interrupt::UART0);
        cortex_m::Peripherals::steal().SCB.set_priority(SystemHandler::SVCall, 4 << 5);
    }
    counts(main);
    who_waits_for_whom(main);
    show("an SVC", supervisor_call);
    interrupts::free(|_| supervisor_call());
}

irqshare::main! {
    fn main(main) {
        run(main);
    }
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    let _ = hprintln!("{}", info);
    debug::exit(debug::EXIT_FAILURE);
    loop {}
}
