//! LED roulette and echo server on an Arduino Uno: an ATmega328P with 16 MHz, its serial line at 38400 baud, six LEDs on port B (pins 8 to 13).
//!
//! The handler of TIMER0_COMPA counts milliseconds and turns the LEDs; the handler of USART_RX takes each byte before the next but one overruns it;
//! main sends them back. When the line was quiet for a quarter of a second, main says how many bytes it echoed, how many were lost, and how many
//! steps the LEDs took.
//!
//! The cells:
//! - [`TICKS`] is a [`Global`]: two bytes, which an 8-bit CPU reads one by one. `get` saves SREG, turns interrupts off and restores SREG, so main never
//!   sees one half before a tick and the other after it.
//! - [`RING`] and [`LINE`] are [`Moved`]: the port and the receiver go from main into the handler that works with them.
//! - [`RECEIVED`] is a [`Shared`]: `&mut` in the handler without a mask, a lock in main.
//!
//! `cargo run --release` (with a nightly toolchain, avr-gcc, cc and libsimavr-dev) runs it on simavr, whose receiver is made to lose what isn't fetched in time, as
//! the chip's does (`tests/boards/uno.c`): type, or `cargo run --release < file`. With the name of a file (`cargo run --release -- leds.txt`) it writes down what the
//! LEDs show. (QEMU's `uno` has no Timer0, and stock simavr can't be typed to.)
#![no_std]
#![no_main]
#![feature(asm_experimental_arch, abi_avr_interrupt)]

use avr_device::atmega328p::{PORTB, Peripherals, TC0, USART0};
use core::fmt::{self, Write};
use heapless::Deque;
use irqshare::{Global, Main, Moved, Shared, interrupts};

/// Milliseconds; they begin anew after 65 s.
static TICKS: Global<u16> = Global::new(0);
/// The LEDs, once main has moved them in.
static RING: Moved<Ring, irq::TIMER0_COMPA> = Moved::new();
/// The receiver, once main has moved it in.
static LINE: Moved<Receiver, irq::USART_RX> = Moved::new();
/// Bytes on their way from the handler to main.
static RECEIVED: Shared<Received, irq::USART_RX> = Shared::new(Received::new());

mod irq {
    use super::{LINE, RECEIVED, RING, Receiver, Ring, TICKS};

    irqshare::handlers! {
        device: avr_device::atmega328p;

        fn TIMER0_COMPA(isr) {
            TICKS.update(|ticks| ticks.wrapping_add(1));
            RING.get_mut(isr).map(Ring::tick);
        }

        fn USART_RX(isr) {
            if let Some(arrival) = LINE.get_mut(isr).map(Receiver::receive) {
                RECEIVED.get_mut(isr).push(arrival);
            }
        }
    }
}

/// What one look at the receiver gives.
struct Arrival {
    byte: u8,
    /// The hardware had no room for a byte before this one.
    overrun: bool,
}

struct Received {
    bytes: Deque<u8, 64>,
    lost: u16,
}

impl Received {
    const fn new() -> Self {
        Self { bytes: Deque::new(), lost: 0 }
    }

    fn push(&mut self, arrival: Arrival) {
        self.lost += u16::from(arrival.overrun) + u16::from(self.bytes.push_back(arrival.byte).is_err());
    }
}

/// The receiving half of the USART.
struct Receiver(USART0);

impl Receiver {
    fn receive(&mut self) -> Arrival {
        // In this order: reading the byte clears the flag.
        let overrun = self.0.ucsr0a().read().dor0().bit_is_set();
        Arrival { byte: self.0.udr0().read().bits(), overrun }
    }
}

/// The sending half of the USART.
struct Sender(USART0);

impl Sender {
    fn send(&mut self, byte: u8) {
        while self.0.ucsr0a().read().udre0().bit_is_clear() {}
        self.0.udr0().write(|w| w.set(byte));
    }
}

impl Write for Sender {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.bytes().for_each(|byte| self.send(byte));
        Ok(())
    }
}

/// 38400 baud (to 0.2 %), 8N1, an interrupt for each byte that came.
fn open(usart: USART0) -> (Sender, Receiver) {
    usart.ubrr0().write(|w| w.set(25));
    usart.ucsr0b().write(|w| w.rxen0().set_bit().txen0().set_bit().rxcie0().set_bit());
    // SAFETY: neither half changes what the other uses: they only read UCSR0A, and UDR0 is one register to read and another to write.
    let receiving = unsafe { USART0::steal() };
    (Sender(usart), Receiver(receiving))
}

/// Six LEDs, of which one is lit.
struct Ring {
    port: PORTB,
    lit: u8,
    ticks: u8,
    steps: u16,
}

impl Ring {
    const LEDS: u8 = 6;
    const TICKS_PER_STEP: u8 = 50;

    fn new(port: PORTB) -> Self {
        // SAFETY: any value is good for a direction register; the LEDs hang on these pins.
        port.ddrb().write(|w| unsafe { w.bits((1 << Self::LEDS) - 1) });
        let ring = Self { port, lit: 0, ticks: 0, steps: 0 };
        ring.show();
        ring
    }

    fn show(&self) {
        // SAFETY: any value is good for a port.
        self.port.portb().write(|w| unsafe { w.bits(1 << self.lit) });
    }

    fn tick(&mut self) {
        self.ticks += 1;
        if self.ticks == Self::TICKS_PER_STEP {
            self.ticks = 0;
            self.steps += 1;
            self.lit = (self.lit + 1) % Self::LEDS;
            self.show();
        }
    }
}

/// An interrupt a millisecond: 16 MHz / 64 / 250.
fn start_ticking(timer: &TC0) {
    timer.tccr0a().write(|w| w.wgm0().ctc());
    timer.ocr0a().write(|w| w.set(249));
    timer.tccr0b().write(|w| w.cs0().prescale_64());
    timer.timsk0().write(|w| w.ocie0a().set_bit());
}

/// Echoes until the line is quiet; how many bytes that were.
fn echo(main: &mut Main, line: &mut Sender) -> u16 {
    const QUIET: u16 = 250;
    let mut echoed = 0;
    let mut last = TICKS.get();
    while echoed == 0 || TICKS.get().wrapping_sub(last) < QUIET {
        if let Some(byte) = RECEIVED.lock(main, |received| received.bytes.pop_front()) {
            line.send(byte);
            echoed += 1;
            last = TICKS.get();
        }
    }
    echoed
}

irqshare::main! {
    fn main(main) {
        let device = Peripherals::take().unwrap();
        let (mut line, receiver) = open(device.USART0);
        LINE.put(main, receiver);
        RING.put(main, Ring::new(device.PORTB));
        start_ticking(&device.TC0);
        // SAFETY: everything that the handlers use is ready, and no section is open.
        unsafe { interrupts::enable() };

        let _ = line.write_str("ready\r\n");
        loop {
            let echoed = echo(main, &mut line);
            let lost = RECEIVED.lock(main, |received| core::mem::take(&mut received.lost));
            let steps = RING.lock(main, |ring| ring.steps).unwrap_or(0);
            let _ = write!(line, "\r\n{echoed} bytes, {lost} lost, {steps} steps\r\n");
        }
    }
}

/// Says so, and stops: simavr ends when a CPU sleeps that nothing can wake.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    interrupts::disable();
    // SAFETY: nothing else runs any more.
    let mut line = Sender(unsafe { USART0::steal() });
    let _ = line.write_str("\r\npanic\r\n");
    loop {
        avr_device::asm::sleep();
    }
}
