//! The operations on an ATmega328P. The others' critical sections are avr-device's, their handlers bound by its attribute.
//!
//! A handler is measured from its first instruction to its `reti`, without the 4 cycles in which the hardware gets there. It is called, with interrupts off: to
//! the handler that is the same.
#![no_std]
#![no_main]
#![feature(asm_experimental_arch, abi_avr_interrupt)]

#[path = "../../waking.rs"]
mod waking;

use avr_device::interrupt;
use irqshare::Main;
use waking::{atomic, embassy, floor};

mod irq {
    use crate::waking::{anywhere, shared};

    irqshare::handlers! {
        device: avr_device::atmega328p;

        fn INT0(isr) {
            shared::WAKER.get(isr).wake();
        }
        fn INT1() {
            anywhere::WAKER.wake();
        }
        fn PCINT0() {
            anywhere::SIGNAL.signal(7);
        }
        fn PCINT1() {
            anywhere::EVENT.set();
        }
    }

    pub use INT0 as Waking;
}

#[interrupt(atmega328p)]
fn PCINT2() {
    floor::wake();
}
#[interrupt(atmega328p)]
fn WDT() {
    floor::signal(7);
}
#[interrupt(atmega328p)]
fn TIMER2_COMPA() {
    floor::set();
}
#[interrupt(atmega328p)]
fn TIMER2_COMPB() {
    embassy::WAKER.wake();
}
#[interrupt(atmega328p)]
fn TIMER1_CAPT() {
    embassy::SIGNAL.signal(7);
}
#[interrupt(atmega328p)]
fn TIMER1_COMPA() {
    atomic::WAKER.wake();
}

pub mod fire {
    macro_rules! fire {
        ($($name:ident: $number:literal;)+) => {
            $(
                #[inline(always)]
                pub fn $name() {
                    // SAFETY: a handler leaves every register as it was; interrupts are off, as they are in a handler.
                    unsafe { core::arch::asm!("cli", concat!("call __vector_", $number)) };
                }
            )+
        };
    }

    // By their numbers: *ATmega328P datasheet*, "Interrupt Vectors".
    fire! {
        shared_wake: 1;
        anywhere_wake: 2;
        anywhere_signal: 3;
        anywhere_set: 4;
        floor_wake: 5;
        floor_signal: 6;
        floor_set: 7;
        embassy_wake: 8;
        embassy_signal: 10;
        atomic_wake: 11;
    }
}

#[inline(always)]
pub fn with_main<R>(f: impl FnOnce(&mut Main) -> R) -> R {
    // SAFETY: main runs, and uses no other.
    f(&mut unsafe { Main::steal() })
}

irqshare::main! {
    fn main(_main) {
        // SAFETY: none of them asks for its interrupt.
        unsafe { irqshare::interrupts::enable() };
        waking::runs::all();
        irqshare::interrupts::disable();
        loop {
            // The emulator ends here.
            avr_device::asm::sleep();
        }
    }
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}
