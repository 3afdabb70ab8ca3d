//! Peripherals behind embedded-hal's traits on ATmega328P: an SPI bus on which main talks to one device and two handlers to another one, by embedded-hal-bus; a pin
//! that moves into a handler. The bus logs which device was selected by its pin for each byte.
//!
//! Prints what it saw, which the check compares, and ends with `end`.
#![no_std]
#![no_main]
#![feature(asm_experimental_arch, abi_avr_interrupt)]

#[path = "../../stand/strikes/avr.rs"]
mod strikes;

use avr_device::atmega328p::{PORTB, SPI};
use core::cell::RefCell;
use core::convert::Infallible;
use core::fmt::Write;
use critical_section::Mutex;
use embedded_hal::digital::{self, OutputPin};
use embedded_hal::spi::{self, SpiBus, SpiDevice};
use embedded_hal_bus::spi::{CriticalSectionDevice, NoDelay};
use irqshare::{Global, Isr, Moved, Shared};
use strikes::{Console, Other, Tick};

/// Made by main; the HAL's part of the program has it in a static, as embedded-hal-bus wants.
static BUS: Mutex<RefCell<Spi>> = Mutex::new(RefCell::new(Spi { log: [Seen::NOTHING; 2], astray: 0 }));
type Device = CriticalSectionDevice<'static, Spi, Pin, NoDelay>;

/// The handlers' device, of both of them.
static DEVICE: Shared<Option<Sender>, (Tick, Other)> = Shared::new(None);
/// The tick's own.
static LED: Moved<Pin, Tick> = Moved::new();

/// Of the tick, which stops there.
static TICKS: Global<u16> = Global::new(0);
const ENOUGH: u16 = 1000;

/// The SPI bus.
struct Spi {
    /// What each device saw.
    log: [Seen; 2],
    /// Bytes that came while no device was selected, or both were.
    astray: u16,
}

#[derive(Clone, Copy)]
struct Seen {
    bytes: u16,
    wrong: u16,
    next: u8,
}

impl Seen {
    const NOTHING: Self = Self { bytes: 0, wrong: 0, next: 0 };
}

impl Spi {
    /// One byte goes out, and one comes in.
    fn exchange(&mut self, byte: u8) -> u8 {
        // SAFETY: whoever has the bus has its registers.
        let spi = unsafe { SPI::steal() };
        spi.spdr().write(|w| w.set(byte));
        // Whoever shares the bus without asking takes the flag of another one, who must not wait for ever.
        let mut patience = 2000;
        while spi.spsr().read().spif().bit_is_clear() && patience > 0 {
            patience -= 1;
        }
        let got = spi.spdr().read().bits();
        self.log(byte);
        got
    }

    fn log(&mut self, byte: u8) {
        // SAFETY: reads.
        let device = match unsafe { PORTB::steal() }.portb().read().bits() & 3 {
            0b10 => 0,
            0b01 => 1,
            _ => return self.astray += 1,
        };
        let seen = &mut self.log[device];
        seen.bytes += 1;
        seen.wrong += u16::from(byte != seen.next);
        seen.next = byte.wrapping_add(1);
    }
}

impl spi::ErrorType for Spi {
    type Error = Infallible;
}

impl SpiBus for Spi {
    fn write(&mut self, bytes: &[u8]) -> Result<(), Infallible> {
        for &byte in bytes {
            self.exchange(byte);
        }
        Ok(())
    }

    fn read(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.fill(0);
        self.transfer_in_place(bytes)
    }

    /// The shorter side is filled up: with zeros to send, and what comes beyond it is dropped.
    fn transfer(&mut self, read: &mut [u8], write: &[u8]) -> Result<(), Infallible> {
        for i in 0..read.len().max(write.len()) {
            let got = self.exchange(write.get(i).copied().unwrap_or(0));
            if let Some(byte) = read.get_mut(i) {
                *byte = got;
            }
        }
        Ok(())
    }

    fn transfer_in_place(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for byte in bytes {
            *byte = self.exchange(*byte);
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}

/// A pin of port B.
struct Pin(u8);

impl Pin {
    fn write(&self, high: bool) {
        irqshare::interrupts::free(|_| {
            // SAFETY: the port's other pins stay as they are.
            unsafe {
                PORTB::steal()
                    .portb()
                    .modify(|r, w| w.bits(if high { r.bits() | self.0 } else { r.bits() & !self.0 }));
            }
        });
    }
}

impl digital::ErrorType for Pin {
    type Error = Infallible;
}

impl OutputPin for Pin {
    fn set_low(&mut self) -> Result<(), Infallible> {
        self.write(false);
        Ok(())
    }

    fn set_high(&mut self) -> Result<(), Infallible> {
        self.write(true);
        Ok(())
    }
}

/// Sends bytes that count.
struct Sender {
    device: Device,
    next: u8,
}

impl Sender {
    fn send(&mut self) {
        let _ = self.device.write(&[self.next, self.next.wrapping_add(1)]);
        self.next = self.next.wrapping_add(2);
    }
}

fn tick(isr: &mut Isr<Tick>) {
    if let Some(led) = LED.get_mut(isr) {
        let _ = led.set_state((TICKS.get() % 2 == 0).into());
    }
    DEVICE.lock(isr, |sender| sender.as_mut().map(Sender::send));
    strikes::pend();
    TICKS.update(|ticks| ticks + 1);
    // Each period is another one, or the ticks might find main at the same few places. The emulator takes 100 us for a byte.
    strikes::again(12_000 + 7 * (TICKS.get() % 251));
    if TICKS.get() == ENOUGH {
        strikes::stop();
    }
}

fn other(isr: &mut Isr<Other>) {
    DEVICE.lock(isr, |sender| sender.as_mut().map(Sender::send));
}

fn device(pin: u8) -> Device {
    let Ok(device) = CriticalSectionDevice::new_no_delay(&BUS, Pin(pin));
    device
}

/// What main does by `device` otherwise, with nothing masked.
fn send_without_asking(next: u8) {
    // SAFETY: none; that the log shows it is what is tested.
    let bus = BUS.borrow(unsafe { critical_section::CriticalSection::new() });
    Pin(1).write(false);
    let _ = unsafe { &mut *bus.as_ptr() }.write(&[next, next.wrapping_add(1)]);
    Pin(1).write(true);
}

irqshare::main! {
    fn main(main) {
        // SAFETY: once.
        let (port, spi) = unsafe { (PORTB::steal(), SPI::steal()) };
        // Two devices, a LED, and the bus with its own select pin.
        // SAFETY: these are outputs.
        unsafe { port.ddrb().write(|w| w.bits(0b10_1111)) };
        spi.spcr().write(|w| w.spe().set_bit().mstr().set_bit());

        let mut own = Sender { device: device(1), next: 0 };
        DEVICE.lock(main, |sender| *sender = Some(Sender { device: device(2), next: 0 }));
        LED.put(main, Pin(4));
        strikes::start(main);
        let mut sent = 0;
        while TICKS.get() < ENOUGH {
            if cfg!(feature = "broken") {
                send_without_asking(own.next);
                own.next = own.next.wrapping_add(2);
            } else {
                own.send();
            }
            sent += 2;
        }

        let led = port.portb().read().bits() & 4 != 0;
        let _ = writeln!(Console, "the LED after {ENOUGH} turns: {led}, moved back: {}", LED.take(main).is_some());
        irqshare::interrupts::free(|cs| {
            let bus = BUS.borrow_ref(cs.into());
            let _ = writeln!(Console, "main's device missed {}, wrong {}", sent - bus.log[0].bytes, bus.log[0].wrong);
            let _ = writeln!(Console, "the handlers' device got {}, wrong {}", bus.log[1].bytes, bus.log[1].wrong);
            let _ = writeln!(Console, "astray: {}", bus.astray);
        });
        let _ = writeln!(Console, "main sent thousands: {}", sent > 2000);
        strikes::end();
    }
}
