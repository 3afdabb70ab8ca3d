//! Handlers of a PLIC's sources, which `handlers!` binds by riscv-rt's `#[external_interrupt]`, beside one of a core interrupt; on QEMU's `sifive_e`, whose PAC (e310x) has the dispatcher.
//!
//! U is the UART's source, G a pin's, which the PLIC puts first when both wait; T is the timer, a core interrupt. None preempts another.
//!
//! Prints what it saw, which the check compares, and ends with `end`.
#![no_std]
#![no_main]

use heapless::String;
use irqshare::{CriticalSection, Event, Global, Main, Moved, Shared, interrupts};

/// Who ran when: everyone opens a bracket and closes it.
static TRAIL: Shared<String<64>, (irq::UART0, irq::GPIO0)> = Shared::new(String::new());
/// Whether the handlers leave a trail, once each, or step the counters.
static ONCE: Global<bool> = Global::new(true);

/// Stepped by main and all three.
static STEPS: Shared<[u32; 2], (core_irq::MachineTimer, irq::UART0, irq::GPIO0)> = Shared::new([0; 2]);
/// Stepped by main and U.
static OURS: Shared<u32, irq::UART0> = Shared::new(0);
/// Moves into G, and back to main in the end.
static PIN: Moved<Pin, irq::GPIO0> = Moved::new();
static PINS: Event = Event::new();
/// Of T, which stops there.
static TICKS: Global<u32> = Global::new(0);
const ENOUGH: u32 = 400;
const PERIOD: u32 = 9000;

/// What G owns.
struct Pin {
    turns: u32,
}

/// The handlers, behind a header.
macro_rules! bind {
    ($($header:tt)*) => {
        irqshare::handlers! {
            $($header)*

            fn UART0(isr) {
                // SAFETY: this is the UART's own interrupt-enable register.
                unsafe { super::UART_IE.write_volatile(0) };
                if super::ONCE.get() {
                    super::mark(super::TRAIL.get_mut(isr), "u(");
                    super::pend_gpio();
                    super::settle();
                    return super::mark(super::TRAIL.get_mut(isr), ")");
                }
                super::step(super::STEPS.get_mut(isr));
                *super::OURS.get_mut(isr) += 1;
            }

            fn GPIO0(isr) {
                // SAFETY: this pin is the handler's.
                unsafe { super::GPIO_LOW_IE.write_volatile(0) };
                if super::ONCE.get() {
                    return super::mark(super::TRAIL.get_mut(isr), "g()");
                }
                super::step(super::STEPS.get_mut(isr));
                if let Some(pin) = super::PIN.get_mut(isr) {
                    pin.turns += 1;
                    super::PINS.set();
                }
            }

            #[cfg(feature = "clash")]
            fn GPIO1(_isr) {}
        }
    };
}

mod irq {
    #[cfg(not(feature = "promised"))]
    bind! { device: e310x::interrupt; attribute: riscv_rt::external_interrupt; }
    #[cfg(feature = "promised")]
    bind! { device: super::promised; attribute: unsafe(plain::interrupt); }
}

/// The name that `handlers!` looks for.
#[cfg(feature = "promised")]
mod promised {
    pub use e310x::interrupt::ExternalInterrupt as Interrupt;
}

#[cfg(feature = "clash")]
#[riscv_rt::external_interrupt(e310x::interrupt::ExternalInterrupt::GPIO1)]
fn twice() {}

#[cfg(feature = "core")]
mod wrong {
    mod device {
        pub use e310x::interrupt::CoreInterrupt as ExternalInterrupt;
    }
    irqshare::handlers! {
        device: device;
        attribute: riscv_rt::external_interrupt;
        fn MachineSoft(_isr) {}
    }
}

macro_rules! bind_core {
    ($($header:tt)*) => {
        irqshare::handlers! {
            $($header)*

            fn MachineTimer(isr) {
                super::step(super::STEPS.get_mut(isr));
                super::tick();
            }
        }
    };
}

mod core_irq {
    #[cfg(not(feature = "promised"))]
    bind_core! { device: riscv::interrupt; }
    #[cfg(feature = "promised")]
    bind_core! { device: riscv::interrupt; attribute: unsafe(riscv_rt::core_interrupt(_)); }
}

fn tick() {
    TICKS.update(|ticks| ticks + 1);
    pend_uart();
    pend_gpio();
    // Each period is another one, or the ticks might find main at the same few places.
    set_timer((TICKS.get() < ENOUGH).then(|| PERIOD + 7 * TICKS.get()));
}

/// In two halves, as a `u64` is.
fn step(steps: &mut [u32; 2]) {
    steps[0] += 1;
    steps[1] += 1;
}

fn mark(trail: &mut String<64>, what: &str) {
    trail.push_str(what).unwrap();
}

const PLIC_PRIORITY: *mut u32 = 0xc00_0000 as *mut u32;
const PLIC_ENABLE: *mut u32 = 0xc00_2000 as *mut u32;
const PLIC_THRESHOLD: *mut u32 = 0xc20_0000 as *mut u32;
const UART_TXCTRL: *mut u32 = 0x1001_3008 as *mut u32;
const UART_IE: *mut u32 = 0x1001_3010 as *mut u32;
const GPIO_INPUT_EN: *mut u32 = 0x1001_2004 as *mut u32;
const GPIO_LOW_IE: *mut u32 = 0x1001_2030 as *mut u32;
const MTIMECMP: *mut u32 = 0x200_4000 as *mut u32;
const MTIME: *const u32 = 0x200_bff8 as *const u32;

/// The timer's interrupt comes after so many ticks, or not at all. The program ends before the lower half of the time overflows.
fn set_timer(ticks: Option<u32>) {
    // SAFETY: main before interrupts are on, or T.
    unsafe {
        MTIMECMP.add(1).write_volatile(u32::MAX);
        if let Some(ticks) = ticks {
            MTIMECMP.write_volatile(MTIME.read_volatile() + ticks);
            MTIMECMP.add(1).write_volatile(0);
        }
    }
}

/// The UART has room to send, so it asks at once.
fn pend_uart() {
    // SAFETY: asks for the interrupt.
    unsafe { UART_IE.write_volatile(1) };
}

/// The pin is low, so it asks at once.
fn pend_gpio() {
    // SAFETY: asks for the interrupt.
    unsafe { GPIO_LOW_IE.write_volatile(1) };
}

fn settle() {
    for _ in 0..50 {
        riscv::asm::nop();
    }
}

/// Main's lock, which `broken` takes away.
fn locked(main: &mut Main) {
    if cfg!(feature = "broken") {
        // SAFETY: it isn't true; that the counters show it is what is tested.
        let cs = unsafe { CriticalSection::new() };
        return STEPS.lock_in(main, cs, step);
    }
    STEPS.lock(main, step);
}

/// Prints the trail, and wipes it.
fn show(main: &mut Main, what: &str) {
    let trail = TRAIL.lock(main, core::mem::take);
    semihosting::println!("{what}: {trail}");
}

fn who_runs_when(main: &mut Main) {
    TRAIL.lock(main, |trail| {
        mark(trail, "lock(");
        pend_uart();
        settle();
        mark(trail, ")");
    });
    settle();
    show(main, "a lock holds off, and what waits runs one after the other");
    interrupts::free(|_| {
        pend_uart();
        pend_gpio();
        settle();
    });
    settle();
    show(main, "the PLIC's higher priority goes first");
}

fn count(main: &mut Main) {
    ONCE.set(false);
    PIN.put(main, Pin { turns: 0 });
    set_timer(Some(PERIOD));
    let mut own = 0;
    let mut pins: u32 = 0;
    while TICKS.get() < ENOUGH || pins < ENOUGH {
        locked(main);
        OURS.lock(main, |ours| *ours += 1);
        pins += PINS.take().map_or(0, |n| n.get().into());
        own += 1;
    }
    let turns = PIN.take(main).map(|pin| pin.turns);
    let steps = STEPS.lock(main, |steps| *steps);
    for (i, half) in steps.iter().enumerate() {
        semihosting::println!("steps of three handlers, half {i}: {}", half - own);
    }
    semihosting::println!("U's own: {}", OURS.lock(main, |ours| *ours) - own);
    semihosting::println!("back from G after {turns:?} turns");
}

irqshare::main! {
    fn main(main) {
        set_timer(None);
        // SAFETY: what the handlers use is ready, and no section is open.
        unsafe {
            UART_TXCTRL.write_volatile(1 | 1 << 16);
            GPIO_INPUT_EN.write_volatile(1);
            PLIC_PRIORITY.add(e310x::interrupt::ExternalInterrupt::UART0 as usize).write_volatile(1);
            PLIC_PRIORITY.add(e310x::interrupt::ExternalInterrupt::GPIO0 as usize).write_volatile(7);
            PLIC_ENABLE.write_volatile(1 << 3 | 1 << 8);
            PLIC_THRESHOLD.write_volatile(0);
            riscv::register::mie::set_mext();
            riscv::register::mie::set_mtimer();
            interrupts::enable();
        }
        who_runs_when(main);
        count(main);
        semihosting::println!("end");
        semihosting::process::exit(0);
    }
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    semihosting::println!("{info}");
    semihosting::process::exit(1)
}
