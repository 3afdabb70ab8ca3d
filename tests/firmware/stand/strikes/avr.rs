//! Two handlers that strike main often, on ATmega328P: the tick is timer 1's, the other one is timer 0's, which the tick lets through once. The firmware around
//! this gives `tick` and `other`.

use avr_device::atmega328p::{TC0, TC1, USART0};
use core::fmt;
use irqshare::{Main, interrupts};
use panic_halt as _;

pub use irq::{TIMER0_COMPA as Other, TIMER1_COMPA as Tick};

/// Cycles that leave main some time between two ticks.
const PERIOD: u16 = 6000;

mod irq {
    irqshare::handlers! {
        device: avr_device::atmega328p;

        fn TIMER0_COMPA(isr) {
            // SAFETY: the handlers alone write the register, one at a time.
            unsafe { super::TC0::steal() }.timsk0().reset();
            crate::other(isr);
        }

        fn TIMER1_COMPA(isr) {
            crate::tick(isr);
        }
    }
}

/// From now on the handlers strike.
pub fn start(_main: &mut Main) {
    // SAFETY: the handlers are off.
    let (other, tick) = unsafe { (TC0::steal(), TC1::steal()) };
    // Its flag is set again and again, whether it is let through or not.
    other.ocr0a().write(|w| w.set(50));
    other.tccr0b().write(|w| w.cs0().direct());
    tick.ocr1a().write(|w| w.set(PERIOD));
    tick.tccr1b().write(|w| w.wgm1().set(1).cs1().direct());
    tick.timsk1().write(|w| w.ocie1a().set_bit());
    // SAFETY: what the handlers use is ready, and no section is open.
    unsafe { interrupts::enable() };
}

/// In the tick: the next one comes so much later than the last one did.
pub fn again(more: u16) {
    // SAFETY: main is done with the timer.
    unsafe { TC1::steal() }.ocr1a().write(|w| w.set(PERIOD + more));
}

/// In the tick: it was the last one.
pub fn stop() {
    // SAFETY: as above.
    unsafe { TC1::steal() }.timsk1().reset();
}

/// In the tick: the other handler comes after it.
pub fn pend() {
    // SAFETY: as above.
    unsafe { TC0::steal() }.timsk0().write(|w| w.ocie0a().set_bit());
}

pub struct Console;

impl fmt::Write for Console {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        // SAFETY: main alone writes to the serial line.
        let usart = unsafe { USART0::steal() };
        // 1 Mbaud.
        usart.ucsr0b().write(|w| w.txen0().set_bit());
        for byte in text.bytes() {
            while usart.ucsr0a().read().udre0().bit_is_clear() {}
            usart.udr0().write(|w| w.set(byte));
        }
        Ok(())
    }
}

pub fn end() -> ! {
    let _ = fmt::Write::write_str(&mut Console, "end\n");
    // The emulator ends here.
    interrupts::disable();
    avr_device::asm::sleep();
    loop {}
}
