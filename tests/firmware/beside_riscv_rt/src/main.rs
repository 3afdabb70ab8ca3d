//! A handler of `handlers!` beside riscv-rt's: a core interrupt, one from outside through the PLIC, and an exception, in a program that opens its sections with
//! `riscv::interrupt::free`, too; on QEMU's `virt`.
//!
//! E is riscv-rt's (from the UART), S is riscv-rt's (the software interrupt), T is ours (the timer). None preempts another; S goes before T when both wait. E has a
//! trail of its own, since QEMU 7.2 has it wait for the others, and hardware has it go first.
//!
//! Prints what it saw, which the check compares, and ends with `end`.
#![no_std]
#![no_main]

use core::cell::{Cell, RefCell};
use heapless::String;
use irqshare::{CriticalSection, Global, IrqMutex, Main, Shared, interrupts};
use riscv::interrupt::{Exception, Interrupt};

/// Who ran when: everyone opens a bracket and closes it.
static TRAIL: IrqMutex<RefCell<String<32>>> = IrqMutex::new(RefCell::new(String::new()));
/// Whether the handlers leave a trail, once each, or step the counters.
static ONCE: Global<bool> = Global::new(true);

/// Stepped by main and the three handlers.
static STEPS: IrqMutex<Cell<u64>> = IrqMutex::new(Cell::new(0));
/// Stepped by the same.
static ROUNDS: Global<u64> = Global::new(0);
/// Stepped by main and T.
static OURS: Shared<u32, irq::MachineTimer> = Shared::new(0);
/// Stepped by the exception, which comes when main asks for it.
static CALLS: Global<u32> = Global::new(0);
/// Of T, which stops there.
static TICKS: Global<u32> = Global::new(0);
const ENOUGH: u32 = 400;
const PERIOD: u32 = 9000;

mod irq {
    irqshare::handlers! {
        device: riscv::interrupt;

        fn MachineTimer(isr) {
            *super::OURS.get_mut(isr) += 1;
            super::mark("t(");
            super::tick();
            super::mark(")");
        }

        #[cfg(feature = "external")]
        fn MachineExternal(isr) {
            *super::CLAIMS.get_mut(isr) += 1;
            super::dispatch();
        }
    }
}

/// Of the handler for what comes from outside, if it is ours.
#[cfg(feature = "external")]
static CLAIMS: Shared<u32, irq::MachineExternal> = Shared::new(0);

fn tick() {
    if ONCE.get() {
        return set_timer(None);
    }
    step();
    TICKS.update(|ticks| ticks + 1);
    pend_soft();
    pend_external();
    // Each period is another one, or the ticks might find main at the same few places.
    set_timer((TICKS.get() < ENOUGH).then(|| PERIOD + 7 * TICKS.get()));
}

/// Not ours, and neither are the next three.
#[riscv_rt::core_interrupt(Interrupt::MachineSoft)]
fn soft() {
    // SAFETY: acknowledges the interrupt.
    unsafe { MSIP.write_volatile(0) };
    mark("s(");
    step();
    mark(")");
}

#[cfg(not(feature = "external"))]
#[riscv_rt::core_interrupt(Interrupt::MachineExternal)]
fn external() {
    dispatch();
}

/// Calls the source's handler.
fn dispatch() {
    unsafe extern "C" {
        fn UART0();
    }
    // SAFETY: asks the PLIC who it is, and tells it when that is done; `uart` is the handler.
    unsafe {
        let source = PLIC_CLAIM.read_volatile();
        if source == Source::UART0 as u32 {
            UART0();
        }
        PLIC_CLAIM.write_volatile(source);
    }
}

#[riscv_rt::external_interrupt(Source::UART0)]
fn uart() {
    // SAFETY: the UART wants nothing any more.
    unsafe { UART_IER.write_volatile(0) };
    mark("e(");
    step();
    mark(")");
}

#[riscv_rt::exception(Exception::MachineEnvCall)]
fn call(_frame: &mut riscv_rt::TrapFrame) {
    mark("x()");
    CALLS.update(|calls| calls + 1);
    // SAFETY: goes on after the `ecall`, which has four bytes.
    unsafe { riscv::register::mepc::write(riscv::register::mepc::read() + 4) };
}

#[cfg(feature = "clash")]
#[riscv_rt::core_interrupt(Interrupt::MachineTimer)]
fn twice() {
    ROUNDS.set(0);
}

/// What the PLIC numbers.
#[derive(Clone, Copy)]
enum Source {
    UART0 = 10,
}

// SAFETY: it is the number on `virt`.
unsafe impl riscv::InterruptNumber for Source {
    const MAX_INTERRUPT_NUMBER: usize = 10;
    fn number(self) -> usize {
        self as usize
    }
    fn from_number(value: usize) -> riscv::result::Result<Self> {
        if value == 10 { Ok(Self::UART0) } else { Err(riscv::result::Error::InvalidVariant(value)) }
    }
}
// SAFETY: the PLIC has it.
unsafe impl riscv::ExternalInterruptNumber for Source {}

const MSIP: *mut u32 = 0x200_0000 as *mut u32;
const MTIMECMP: *mut u32 = 0x200_4000 as *mut u32;
const MTIME: *const u32 = 0x200_bff8 as *const u32;
const PLIC: *mut u32 = 0xc00_0000 as *mut u32;
const PLIC_ENABLE: *mut u32 = 0xc00_2000 as *mut u32;
const PLIC_CLAIM: *mut u32 = 0xc20_0004 as *mut u32;
const UART_IER: *mut u8 = 0x1000_0001 as *mut u8;

/// The timer's interrupt comes after so many ticks, or not at all. The program ends before the lower half of the time overflows.
fn set_timer(ticks: Option<u32>) {
    // SAFETY: main while T is held off, or T.
    unsafe {
        MTIMECMP.add(1).write_volatile(u32::MAX);
        if let Some(ticks) = ticks {
            MTIMECMP.write_volatile(MTIME.read_volatile() + ticks);
            MTIMECMP.add(1).write_volatile(0);
        }
    }
}

fn pend_soft() {
    // SAFETY: asks for the interrupt.
    unsafe { MSIP.write_volatile(1) };
}

fn pend_external() {
    // SAFETY: asks for an interrupt when the UART has nothing to send, which is so.
    unsafe { UART_IER.write_volatile(2) };
}

/// Asks for S and T; what may run has run when this returns.
fn pend_both() {
    pend_soft();
    set_timer(Some(0));
    settle();
}

fn settle() {
    for _ in 0..50 {
        riscv::asm::nop();
    }
}

fn mark(what: &str) {
    if ONCE.get() {
        interrupts::free(|cs| TRAIL.borrow_ref_mut(cs).push_str(what).unwrap());
    }
}

fn step() {
    interrupts::free(|cs| STEPS.update(cs, |steps| steps + 1));
    ROUNDS.update(|rounds| rounds + 1);
}

/// Main's section, which `broken` takes away.
fn section<R>(f: impl FnOnce(CriticalSection<'_>) -> R) -> R {
    if cfg!(feature = "broken") {
        // SAFETY: it isn't true; that the counters show it is what is tested.
        return f(unsafe { CriticalSection::new() });
    }
    interrupts::free(f)
}

/// Prints the trail, and wipes it.
fn show(what: &str) {
    let trail = interrupts::free(|cs| core::mem::take(&mut *TRAIL.borrow_ref_mut(cs)));
    semihosting::println!("{what}: {trail}");
}

fn who_runs_when(main: &mut Main) {
    interrupts::free(|_| {
        mark("free(");
        pend_both();
        mark(")");
    });
    show("a section holds off both");

    interrupts::free(|_| {
        mark("free(");
        pend_external();
        settle();
        mark(")");
    });
    show("and what comes from outside");

    OURS.lock(main, |_| {
        mark("lock(");
        pend_both();
        mark(")");
    });
    show("so does a lock");

    riscv::interrupt::free(|| {
        mark("free(");
        pend_both();
        interrupts::free(|_| mark("{}"));
        pend_both();
        mark(")");
    });
    show("ours in riscv's doesn't end it");

    interrupts::free(|_| {
        mark("free(");
        pend_both();
        riscv::interrupt::free(|| mark("{}"));
        pend_both();
        mark(")");
    });
    show("riscv's in ours doesn't end it");

    interrupts::free(|_| {
        mark("free(");
        // SAFETY: the exception's handler comes back.
        unsafe { riscv::asm::ecall() };
        mark(")");
    });
    show("an exception isn't held off");
}

fn count(main: &mut Main) {
    ONCE.set(false);
    CALLS.set(0);
    let before = totals(main);
    set_timer(Some(PERIOD));
    let mut own = 0;
    while TICKS.get() < ENOUGH {
        section(|cs| STEPS.update(cs, |steps| steps + 1));
        ROUNDS.update(|rounds| rounds + 1);
        OURS.lock(main, |ours| *ours += 1);
        // SAFETY: as above.
        unsafe { riscv::asm::ecall() };
        own += 1;
    }
    let after = totals(main);
    for (i, name) in ["steps", "rounds", "T's own"].iter().enumerate() {
        semihosting::println!("{name}: {}", after[i] - before[i] - own);
    }
    semihosting::println!("calls: {}", u64::from(CALLS.get()) - own);
}

fn totals(main: &mut Main) -> [u64; 3] {
    [interrupts::free(|cs| STEPS.get(cs)), ROUNDS.get(), OURS.lock(main, |ours| (*ours).into())]
}

fn run(main: &mut Main) {
    set_timer(None);
    // SAFETY: what the handlers use is ready, and no section is open.
    unsafe {
        PLIC.add(10).write_volatile(1);
        PLIC_ENABLE.write_volatile(1 << 10);
        riscv::register::mie::set_mext();
        riscv::register::mie::set_msoft();
        riscv::register::mie::set_mtimer();
        interrupts::enable();
    }
    who_runs_when(main);
    count(main);
    // Once for the trail, and then with each tick.
    #[cfg(feature = "external")]
    CLAIMS.lock(main, |claims| assert_eq!(*claims, 1 + ENOUGH));
    semihosting::println!("end");
    semihosting::process::exit(0);
}

#[cfg(not(feature = "entry"))]
irqshare::main! {
    fn main(main) {
        run(main);
    }
}

#[cfg(feature = "entry")]
#[riscv_rt::entry]
fn start() -> ! {
    // SAFETY: start-up code calls this, in main.
    run(&mut unsafe { Main::take() }.unwrap());
    loop {}
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    semihosting::println!("{info}");
    semihosting::process::exit(1)
}
