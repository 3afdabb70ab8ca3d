//! irqshare's own mask beside an implementation of critical-section that holds off less: lines, but no exceptions. On an emulated lm3s6965evb.
//!
//! Main and PendSV share by `free`, within that section and outside of it.
//!
//! Prints what it saw, which the check compares, and ends with `end`.
#![no_std]
#![no_main]

use core::cell::{Cell, RefCell};
use cortex_m::peripheral::{NVIC, SCB, SYST, syst::SystClkSource};
use cortex_m_rt::exception;
use cortex_m_semihosting::{debug, hprintln};
use critical_section::with;
use irqshare::{CriticalSection, Global, IrqMutex, Main, Shared, interrupts};
use lines_only as _;
use lm3s6965::Interrupt;

/// Who ran inside whom.
static TRAIL: Global<[u8; 16]> = Global::new([0; 16]);
static LENGTH: Global<usize> = Global::new(0);

/// Stepped by main and PendSV.
static STEPS: IrqMutex<Cell<u64>> = IrqMutex::new(Cell::new(0));
static HELD: IrqMutex<RefCell<u64>> = IrqMutex::new(RefCell::new(0));
static OURS: Shared<u64, irq::PendSV> = Shared::new(0);
static RUNS: Global<u32> = Global::new(0);
static TICKED: Global<bool> = Global::new(false);

mod irq {
    use super::{HELD, OURS, RUNS, STEPS, interrupts, mark};

    irqshare::handlers! {
        device: lm3s6965;

        fn PendSV(isr) {
            mark(b'p');
            RUNS.update(|runs| runs + 1);
            interrupts::free(|cs| STEPS.update(cs, |steps| steps + 1));
            interrupts::free(|cs| *HELD.borrow_ref_mut(cs) += 1);
            *OURS.get_mut(isr) += 1;
        }

        fn UART0(_isr) {
            mark(b'u');
        }
    }
}

/// Not ours, and nobody's section but PRIMASK holds it off.
#[exception]
fn SysTick() {
    TICKED.set(true);
    SCB::set_pendsv();
    // SAFETY: main is done with the timer.
    unsafe { (*SYST::PTR).csr.write(0) };
    SCB::clear_pendst();
}

fn mark(what: u8) {
    interrupts::free(|_| {
        let mut trail = TRAIL.get();
        if let Some(place) = trail.get_mut(LENGTH.get()) {
            *place = what;
            TRAIL.set(trail);
            LENGTH.update(|length| length + 1);
        }
    });
}

/// Pends both handlers between two brackets, and `f` comes before the second one.
fn around(f: impl FnOnce()) {
    mark(b'(');
    NVIC::pend(Interrupt::UART0);
    irq::PendSV::pend();
    // What may run has run then.
    cortex_m::asm::dsb();
    cortex_m::asm::isb();
    f();
    mark(b')');
}

/// Prints what happens within `f`.
fn show(what: &str, f: impl FnOnce()) {
    LENGTH.set(0);
    f();
    let trail = TRAIL.get();
    let _ = hprintln!("{}: {}", what, core::str::from_utf8(&trail[..LENGTH.get()]).unwrap());
}

/// The longest way of the tick through a step of main's.
const CLOCKS: u32 = 500;

/// The tick strikes while main steps something, at each clock, and PendSV steps it, too.
fn sweep(what: &str, main: &mut Main, step: impl Fn(&mut Main), total: impl Fn(&mut Main) -> u64) {
    let before = total(main) - u64::from(RUNS.get());
    let (mut struck, mut early) = (0, 0);
    for clocks in 1..=CLOCKS {
        TICKED.set(false);
        // SAFETY: the tick has turned the timer off.
        let timer = unsafe { &mut cortex_m::Peripherals::steal().SYST };
        timer.set_clock_source(SystClkSource::Core);
        timer.set_reload(clocks);
        timer.clear_current();
        timer.enable_interrupt();
        timer.enable_counter();
        step(main);
        if TICKED.get() {
            struck += 1;
        } else {
            early += 1;
        }
        while !TICKED.get() {}
    }
    let lost = before + u64::from(CLOCKS + RUNS.get()) - total(main);
    let _ = hprintln!("{}: lost {}; struck: {}, over before it: {}", what, lost, struck > 0, early > 0);
}

/// Main's section within the foreign one, which `broken` takes away.
fn section<R>(f: impl FnOnce(CriticalSection<'_>) -> R) -> R {
    if cfg!(feature = "broken") {
        // SAFETY: it isn't true: the foreign section doesn't hold off PendSV. That the counts show it is what is tested.
        return f(unsafe { CriticalSection::new() });
    }
    interrupts::free(f)
}

fn run(main: &mut Main) {
    irq::UART0::enable(main);

    show("with", || with(|_| around(|| ())));
    show("free", || interrupts::free(|_| around(|| ())));
    show("with in free", || interrupts::free(|_| around(|| with(|_| ()))));
    show("free in with", || with(|_| interrupts::free(|_| around(|| ()))));

    let steps = |_: &mut Main| interrupts::free(|cs| STEPS.get(cs));
    let held = |_: &mut Main| interrupts::free(|cs| *HELD.borrow_ref(cs));
    sweep("free", main, |_| interrupts::free(|cs| STEPS.update(cs, |steps| steps + 1)), steps);
    sweep("free in with", main, |_| with(|_| section(|cs| STEPS.update(cs, |steps| steps + 1))), steps);
    sweep(
        "a lock in with",
        main,
        |main| with(|_| OURS.lock(main, |ours| *ours += 1)),
        |main| OURS.lock(main, |ours| *ours),
    );
    sweep("free in with, borrowed", main, |_| with(|_| section(|cs| *HELD.borrow_ref_mut(cs) += 1)), held);
}

irqshare::main! {
    fn main(main) {
        run(main);
        let _ = hprintln!("end");
        debug::exit(debug::EXIT_SUCCESS);
    }
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    let _ = hprintln!("{}", info.message());
    debug::exit(debug::EXIT_FAILURE);
    loop {}
}
