//! A handler of `handlers!` beside one of avr-device's `#[interrupt]`, in a program that opens its sections with `avr_device::interrupt::free`; on
//! an emulated ATmega328P. Starts by `irqshare::main!`, or by avr-device's `#[entry]`.
//!
//! A is ours (timer 0, vector 14), B is avr-device's (timer 1, vector 11, so it goes first when both wait).
//!
//! Sends what it saw, which the check compares, and ends with `end`.
#![no_std]
#![no_main]
#![feature(asm_experimental_arch, abi_avr_interrupt)]

use avr_device::atmega328p::{Peripherals, TC0, TC1, USART0};
use avr_device::interrupt::{CriticalSection, Mutex, free};
use core::cell::{Cell, RefCell};
use core::fmt::Write;
use heapless::String;
use irqshare::{Global, IrqMutex, Main, SectionToken, Shared, interrupts};
use panic_halt as _;

/// Who ran when: everyone opens a bracket and closes it.
static TRAIL: IrqMutex<RefCell<String<24>>> = IrqMutex::new(RefCell::new(String::new()));
/// Whether the handlers leave a trail, once each, or step the counters.
static ONCE: Global<bool> = Global::new(true);
/// A handler found interrupts on.
static OPEN: Global<bool> = Global::new(false);

/// Stepped by all, through tokens: avr-device's in main and B, `isr.cs()` in A.
static STEPS: IrqMutex<Cell<u32>> = IrqMutex::new(Cell::new(0));
/// Stepped by all, in avr-device's own mutex.
static THEIRS: Mutex<Cell<u32>> = Mutex::new(Cell::new(0));
/// Stepped by all.
static ROUNDS: Global<u32> = Global::new(0);
/// Stepped by main and A.
static OURS: Shared<u32, irq::TIMER0_COMPA> = Shared::new(0);
/// Of A and B, which stop there.
static RUNS: (Global<u8>, Global<u8>) = (Global::new(0), Global::new(0));
const ENOUGH: u8 = 200;

mod irq {
    use super::{OPEN, OURS, ROUNDS, RUNS, STEPS, THEIRS, free, mark, stop_timer_0, wanted};

    irqshare::handlers! {
        device: avr_device::atmega328p;

        fn TIMER0_COMPA(isr) {
            mark(isr.cs(), "a(");
            STEPS.update(isr.cs(), |steps| steps + 1);
            *OURS.get_mut(isr) += 1;
            ROUNDS.update(|rounds| rounds + 1);
            free(|cs| THEIRS.borrow(cs).set(THEIRS.borrow(cs).get() + 1));
            if !wanted(&RUNS.0) {
                stop_timer_0();
            }
            mark(isr.cs(), ")");
            OPEN.update(|open| open | irqshare::interrupts::are_enabled());
        }
    }
}

// Not ours.
#[avr_device::interrupt(atmega328p)]
fn TIMER1_COMPA() {
    free(|cs| {
        mark(cs, "b(");
        STEPS.update(cs, |steps| steps + 1);
        THEIRS.borrow(cs).set(THEIRS.borrow(cs).get() + 1);
    });
    ROUNDS.update(|rounds| rounds + 1);
    if !wanted(&RUNS.1) {
        stop_timer_1();
    }
    // Each period is another one, or the timers might find main at the same few places.
    // SAFETY: main is done with the timer.
    unsafe { TC1::steal() }.ocr1a().write(|w| w.set(1999 + 7 * u16::from(RUNS.1.get())));
    // Long enough for the other timer: it waits.
    if ONCE.get() {
        wait();
    }
    irqshare::interrupts::free(|cs| mark(cs, ")"));
    OPEN.update(|open| open | interrupts::are_enabled());
}

// Two handlers for one vector; with a body, or the compiler would merge it with other empty functions.
#[cfg(feature = "clash")]
#[avr_device::interrupt(atmega328p)]
fn TIMER0_COMPA() {
    ROUNDS.set(0);
}

/// Leaves a trace, whoever's token it is.
fn mark<'cs>(cs: impl SectionToken<'cs>, what: &str) {
    if ONCE.get() {
        let _ = TRAIL.borrow_ref_mut(cs).push_str(what);
    }
}

/// Counts a run, and says whether there are to be more.
fn wanted(runs: &Global<u8>) -> bool {
    runs.update(|runs| runs + 1);
    !ONCE.get() && runs.get() < ENOUGH
}

/// Several periods of both timers.
fn wait() {
    avr_device::asm::delay_cycles(10_000);
}

/// From now on each fires once per period: 1608 cycles, and 2000 that become more.
fn start_timers() {
    // SAFETY: the handlers are off.
    let (a, b) = unsafe { (TC0::steal(), TC1::steal()) };
    a.tccr0a().write(|w| w.wgm0().ctc());
    a.ocr0a().write(|w| w.set(200));
    a.tccr0b().write(|w| w.cs0().prescale_8());
    b.ocr1a().write(|w| w.set(1999));
    b.tccr1b().write(|w| w.wgm1().set(1).cs1().direct());
    a.timsk0().write(|w| w.ocie0a().set_bit());
    b.timsk1().write(|w| w.ocie1a().set_bit());
}

fn stop_timer_0() {
    // SAFETY: its handler alone writes this register while the timer runs.
    unsafe { TC0::steal() }.timsk0().reset();
}

fn stop_timer_1() {
    // SAFETY: as above.
    unsafe { TC1::steal() }.timsk1().reset();
}

/// The serial line.
struct Serial(USART0);

impl Write for Serial {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        for byte in text.bytes() {
            while self.0.ucsr0a().read().udre0().bit_is_clear() {}
            self.0.udr0().write(|w| w.set(byte));
        }
        Ok(())
    }
}

/// Main's section, which `broken` takes away.
fn section<R>(f: impl FnOnce(CriticalSection) -> R) -> R {
    if cfg!(feature = "broken") {
        // SAFETY: it isn't true; that the counters show it is what is tested.
        return f(unsafe { CriticalSection::new() });
    }
    free(f)
}

fn who_runs_when(serial: &mut Serial) {
    free(|cs| {
        start_timers();
        mark(cs, "free(");
        wait();
        irqshare::interrupts::free(|inner| mark(inner, "{}"));
        wait();
        mark(cs, ")");
    });
    wait();
    let trail = free(|cs| core::mem::take(&mut *TRAIL.borrow_ref_mut(cs)));
    let _ = writeln!(serial, "a section holds off both: {trail}");
    RUNS.0.set(0);
    RUNS.1.set(0);
}

fn count(main: &mut Main, serial: &mut Serial) {
    ONCE.set(false);
    let before = totals(main);
    start_timers();
    let mut own = 0;
    while RUNS.0.get() < ENOUGH || RUNS.1.get() < ENOUGH {
        section(|cs| {
            STEPS.update(cs, |steps| steps + 1);
            THEIRS.borrow(cs).set(THEIRS.borrow(cs).get() + 1);
        });
        ROUNDS.update(|rounds| rounds + 1);
        OURS.lock(main, |ours| *ours += 1);
        own += 1;
    }
    let after = totals(main);
    let names = ["steps", "in avr-device's mutex", "rounds", "A's own"];
    for (i, name) in names.iter().enumerate() {
        let _ = writeln!(serial, "{name}: {}", after[i] - before[i] - own);
    }
    let _ = writeln!(serial, "a handler found interrupts on: {}", OPEN.get());
}

fn totals(main: &mut Main) -> [u32; 4] {
    let (steps, theirs) = free(|cs| (STEPS.get(cs), THEIRS.borrow(cs).get()));
    [steps, theirs, ROUNDS.get(), OURS.lock(main, |ours| *ours)]
}

fn run(main: &mut Main) {
    let device = Peripherals::take().unwrap();
    // 1 Mbaud.
    device.USART0.ubrr0().write(|w| w.set(0));
    device.USART0.ucsr0b().write(|w| w.txen0().set_bit());
    let mut serial = Serial(device.USART0);
    // SAFETY: what the handlers use is ready, and no section is open.
    unsafe { interrupts::enable() };

    who_runs_when(&mut serial);
    count(main, &mut serial);
    let _ = writeln!(serial, "end");
    // The emulator ends here.
    interrupts::disable();
    avr_device::asm::sleep();
}

#[cfg(not(feature = "entry"))]
irqshare::main! {
    fn main(main) {
        run(main);
    }
}

#[cfg(feature = "entry")]
#[avr_device::entry]
fn start() -> ! {
    // SAFETY: start-up code calls this, in main.
    run(&mut unsafe { Main::take() }.unwrap());
    loop {}
}
