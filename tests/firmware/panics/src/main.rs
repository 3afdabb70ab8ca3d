//! A panic handler that needs the UART that main and a handler share, on QEMU's lm3s6965evb: whichever context panics, inside a lock or not, the message comes out. The guide's page on drivers
//! shows the panic handler. Which panic it is, a byte on the UART says; `tests/steps/firmware.sh` knows what must be heard.
//!
//! Most of the panics are those of a `CeilingMutex`, which on the real core looks at IPSR and the NVIC.
#![no_std]
#![no_main]

mod uart;

use core::cell::RefCell;
use core::fmt::Write;
use core::panic::PanicInfo;
use cortex_m::peripheral::SCB;
use cortex_m::peripheral::scb::SystemHandler;
use cortex_m_rt::exception;
use cortex_m_semihosting::debug;
use embassy_sync::blocking_mutex::Mutex;
use irqshare::{CeilingMutex, CeilingRawMutex, Global, interrupts};
use uart::{Stolen, Uart};

#[cfg(not(feature = "classic"))]
static UART: CeilingMutex<Uart, (irq::UART0, irq::UART1)> = CeilingMutex::new(Uart::new());
#[cfg(feature = "classic")]
static UART: irqshare::IrqMutex<RefCell<Uart>> = irqshare::IrqMutex::new(RefCell::new(Uart::new()));

/// embassy-sync's mutex, up to the same ceiling.
static COUNT: Mutex<CeilingRawMutex<(irq::UART0, irq::UART1)>, RefCell<u32>> = Mutex::new(RefCell::new(0));

/// Which panic is asked for.
static CASE: Global<u8> = Global::new(0);
static PANICKED: Global<bool> = Global::new(false);

mod irq {
    irqshare::handlers! {
        device: device;

        fn UART0(_isr) {
            super::in_the_handler();
        }

        #[priority(2)]
        fn UART1(_isr) {
            super::say("in UART1\n");
        }

        #[priority(3)]
        fn TIMER_0A(_isr) {
            super::above();
        }

        fn PendSV(_isr) {
            super::above();
        }
    }
}

/// Says a line, in any context up to the ceiling.
#[cfg(not(feature = "classic"))]
fn say(text: &str) {
    UART.lock(|uart| uart.write_str(text)).unwrap();
}
#[cfg(feature = "classic")]
fn say(text: &str) {
    interrupts::free(|cs| UART.borrow_ref_mut(cs).write_str(text)).unwrap();
}

#[cfg(not(feature = "classic"))]
fn typed() -> u8 {
    UART.lock(Uart::read)
}
#[cfg(feature = "classic")]
fn typed() -> u8 {
    interrupts::free(|cs| UART.borrow_ref_mut(cs).read())
}

/// What `panic` says is inside the lock.
fn in_the_lock(text: &str, panic: impl FnOnce()) {
    #[cfg(not(feature = "classic"))]
    UART.lock(|uart| {
        uart.write_str(text).unwrap();
        panic();
    });
    #[cfg(feature = "classic")]
    interrupts::free(|cs| {
        let mut uart = UART.borrow_ref_mut(cs);
        uart.write_str(text).unwrap();
        panic();
    });
}

fn in_the_handler() {
    say("in UART0\n");
    match CASE.get() {
        b'h' => panic!("in a handler"),
        b'H' => in_the_lock("in UART0, in the lo", || panic!("in a handler's lock")),
        // At the ceiling, in the middle of this one's work: nothing of it may be lost.
        b'n' => {
            irq::UART1::pend();
            cortex_m::asm::isb();
        }
        _ => {}
    }
}

/// In TIMER_0A, PendSV, NMI and HardFault.
fn above() {
    match CASE.get() {
        b'e' => COUNT.lock(|count| *count.borrow_mut() += 1),
        b't' | b'T' => panic!("above the ceiling"),
        b'S' => say("in PendSV\n"),
        _ => say("this must not be heard\n"),
    }
}

/// The panic is inside what is being formatted.
struct Wrong;
impl core::fmt::Display for Wrong {
    fn fmt(&self, _: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        panic!("in what is formatted")
    }
}

irqshare::main! {
    fn main(main) {
        irq::UART0::enable(main);
        irq::UART1::enable(main);
        irq::TIMER_0A::enable(main);
        // SAFETY: no section is open.
        unsafe { interrupts::enable() };
        let case = typed();
        CASE.set(case);
        say("in main\n");
        irq::UART0::pend();
        cortex_m::asm::isb();
        COUNT.lock(|outer| COUNT.lock(|inner| assert_eq!(*outer.borrow(), *inner.borrow())));
        match case {
            b'm' => panic!("in main"),
            b'M' => in_the_lock("in the lo", || panic!("in main's lock")),
            b'f' => in_the_lock("in the lo", || { let _ = write!(Ignored, "{Wrong}"); }),
            b'r' => in_the_lock("in the lo", || say("this must not be heard\n")),
            // Above the ceiling: by a lock of its own each time, and by a panic beside main's.
            b'a' | b'e' | b't' => irq::TIMER_0A::pend(),
            b'T' => in_the_lock("in the lo", || {
                irq::TIMER_0A::pend();
                cortex_m::asm::isb();
            }),
            b's' => irq::PendSV::pend(),
            // Which priority a handler has is what the hardware says, also of an exception. SAFETY: PendSV is in no list.
            b'S' => unsafe {
                cortex_m::Peripherals::steal().SCB.set_priority(SystemHandler::PendSV, 0xc0);
                irq::PendSV::pend();
            },
            // SAFETY: ICSR.NMIPENDSET.
            b'N' => unsafe { (*SCB::PTR).icsr.write(1 << 31) },
            b'F' => cortex_m::asm::udf(),
            _ => {}
        }
        cortex_m::asm::isb();
        say("nothing panicked\n");
        debug::exit(debug::EXIT_SUCCESS);
        loop {}
    }
}

/// Formats into nothing.
struct Ignored;
impl Write for Ignored {
    fn write_str(&mut self, _: &str) -> core::fmt::Result {
        Ok(())
    }
}

#[exception]
unsafe fn NonMaskableInt() {
    above();
}

#[exception]
unsafe fn HardFault(_: &cortex_m_rt::ExceptionFrame) -> ! {
    above();
    loop {}
}

/// Nothing else of the program runs again: interrupts stay off, and this doesn't return.
#[panic_handler]
fn panic(info: &PanicInfo) -> ! {
    interrupts::disable();
    if PANICKED.replace(true) {
        stop(); // a panic in what follows
    }
    if try_say(info).is_none() {
        // SAFETY: what had the UART was on its way when the panic came, and never goes on.
        let _ = writeln!(unsafe { Stolen::new() }, "\n{info}");
    }
    stop()
}

/// Says it if the UART isn't lent.
#[cfg(not(feature = "classic"))]
fn try_say(info: &PanicInfo) -> Option<()> {
    UART.try_lock(|uart| writeln!(uart, "{info}").ok())?
}
#[cfg(feature = "classic")]
fn try_say(info: &PanicInfo) -> Option<()> {
    interrupts::free(|cs| writeln!(UART.borrow(cs).try_borrow_mut().ok()?, "{info}").ok())
}

fn stop() -> ! {
    debug::exit(debug::EXIT_FAILURE);
    loop {}
}
