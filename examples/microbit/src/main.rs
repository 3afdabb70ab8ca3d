//! The two buttons of a BBC micro:bit: every press is counted by a handler and taken by main, and none is missed, though main is busy with the last one.
//!
//! TIMER1's handler looks at the buttons every millisecond. They bounce, so a button is down, or up, when it was so for five looks; an LED then shows it.
//! UART0's handler counts the bytes that come; for each one, main says how often each button was pressed.
//!
//! The cells:
//! - [`PRESSES`] and [`ASKED`] are [`Global`]s: `replace` takes what is there and leaves nothing, at once. Had main looked first and cleared then, a press
//!   that came in between would be gone (`cargo run --example button -- --broken` in irqshare's folder shows it).
//! - [`TICKS`] is a [`Global`], too: one load reads it.
//! - The buttons and the receiver belong to one handler each, so they need no cell: they move in with `enable`.
//!
//! `cargo run --release` runs it on QEMU (no board was at hand): type, and it tells. QEMU 7.2 emulates the pins, the timer and the UART, but not GPIOTE, by
//! which an edge of a pin would interrupt; hence the timer, which buttons that bounce want anyway. To press one, set the voltage at its pin through QEMU's
//! test socket (17 is button A, 26 is button B; 0 is down, 1 is up):
//!
//! ```sh
//! cargo run --release -- -qtest unix:/tmp/pins,server=on,wait=off -qtest-log none
//! # in another terminal, with A pressed for a moment:
//! (for level in 0 1; do echo set_irq_in /machine/nrf51 unnamed-gpio-in 17 $level; sleep 0.1; done) | socat - UNIX:/tmp/pins
//! ```
#![no_std]
#![no_main]

use core::fmt::{self, Write};
use cortex_m_rt as _;
use irqshare::{Global, Main, interrupts, sleep_until};
use nrf51_pac::{GPIO, Peripherals, TIMER1, UART0};

/// Milliseconds.
static TICKS: Global<u32> = Global::new(0);
/// What main hasn't taken yet.
static PRESSES: Global<Presses> = Global::new(Presses::NONE);
/// The bytes that main hasn't answered yet.
static ASKED: Global<u32> = Global::new(0);

mod irq {
    use super::{ASKED, Buttons, PRESSES, Receiver, TICKS};

    irqshare::handlers! {
        device: nrf51_pac;

        #[priority(2)]
        fn TIMER1(isr, buttons: &mut Buttons) {
            TICKS.update(|ticks| ticks.wrapping_add(1));
            let new = buttons.look();
            PRESSES.update(|presses| presses.and(new));
        }

        fn UART0(isr, receiver: &mut Receiver) {
            receiver.receive();
            ASKED.update(|asked| asked + 1);
        }
    }
}

/// How often each button was pressed.
#[derive(Clone, Copy, PartialEq)]
struct Presses {
    a: u16,
    b: u16,
}

impl Presses {
    const NONE: Self = Self { a: 0, b: 0 };

    fn and(self, more: Self) -> Self {
        Self { a: self.a + more.a, b: self.b + more.b }
    }
}

/// A button that pulls its pin to 0, and the column of the LED that shows it.
struct Button {
    pin: u8,
    column: u8,
    down: bool,
    /// So many looks saw it otherwise.
    otherwise: u8,
}

impl Button {
    fn new(gpio: &GPIO, pin: u8, column: u8) -> Self {
        gpio.pin_cnf[usize::from(pin)].write(|w| w.input().connect().pull().pullup());
        gpio.pin_cnf[usize::from(column)].write(|w| w.dir().output());
        let button = Self { pin, column, down: false, otherwise: 0 };
        button.show(gpio);
        button
    }

    /// Whether it was pressed just now.
    fn look(&mut self, gpio: &GPIO) -> bool {
        const BOUNCES: u8 = 5;
        let low = gpio.in_.read().bits() >> self.pin & 1 == 0;
        self.otherwise = if low == self.down { 0 } else { self.otherwise + 1 };
        if self.otherwise < BOUNCES {
            return false;
        }
        self.otherwise = 0;
        self.down = low;
        self.show(gpio);
        self.down
    }

    /// The LED is lit when its column is low.
    fn show(&self, gpio: &GPIO) {
        let column = 1 << self.column;
        // SAFETY: these registers set and clear the pins whose bits are 1.
        unsafe {
            if self.down {
                gpio.outclr.write(|w| w.bits(column));
            } else {
                gpio.outset.write(|w| w.bits(column));
            }
        }
    }
}

/// Both buttons, and the timer that says when to look.
struct Buttons {
    timer: TIMER1,
    gpio: GPIO,
    a: Button,
    b: Button,
}

impl Buttons {
    fn new(timer: TIMER1, gpio: GPIO) -> Self {
        const ROW: usize = 13;
        gpio.pin_cnf[ROW].write(|w| w.dir().output());
        // SAFETY: sets one pin.
        gpio.outset.write(|w| unsafe { w.bits(1 << ROW) });
        let (a, b) = (Button::new(&gpio, 17, 4), Button::new(&gpio, 26, 6));
        start_ticking(&timer);
        Self { timer, gpio, a, b }
    }

    fn look(&mut self) -> Presses {
        self.timer.events_compare[0].reset();
        Presses { a: self.a.look(&self.gpio).into(), b: self.b.look(&self.gpio).into() }
    }
}

/// An interrupt a millisecond: 16 MHz / 2^4 / 1000.
fn start_ticking(timer: &TIMER1) {
    // SAFETY: numbers in the registers' ranges, and a task.
    unsafe {
        timer.prescaler.write(|w| w.bits(4));
        timer.cc[0].write(|w| w.bits(1000));
        timer.shorts.write(|w| w.compare0_clear().enabled());
        timer.intenset.write(|w| w.compare0().set());
        timer.tasks_start.write(|w| w.bits(1));
    }
}

/// The receiving half of the UART.
struct Receiver(UART0);

impl Receiver {
    fn receive(&mut self) -> u8 {
        self.0.events_rxdrdy.reset();
        self.0.rxd.read().rxd().bits()
    }
}

/// The sending half of the UART.
struct Sender(UART0);

impl Write for Sender {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            // SAFETY: any byte can be sent.
            self.0.txd.write(|w| unsafe { w.txd().bits(byte) });
            while self.0.events_txdrdy.read().bits() == 0 {}
            self.0.events_txdrdy.reset();
        }
        Ok(())
    }
}

/// The line to the USB connector: 115200 baud, an interrupt when something came.
fn open(uart: UART0) -> (Sender, Receiver) {
    // SAFETY: pin numbers and tasks, which is what these registers take; the pins are wired so.
    unsafe {
        uart.pseltxd.write(|w| w.bits(24));
        uart.pselrxd.write(|w| w.bits(25));
        uart.baudrate.write(|w| w.baudrate().baud115200());
        uart.enable.write(|w| w.enable().enabled());
        uart.intenset.write(|w| w.rxdrdy().set());
        uart.tasks_starttx.write(|w| w.bits(1));
        uart.tasks_startrx.write(|w| w.bits(1));
    }
    // SAFETY: the halves use different registers from now on.
    let receiving = unsafe { Peripherals::steal() }.UART0;
    (Sender(uart), Receiver(receiving))
}

/// What main does about presses: it takes its time.
fn work(main: &mut Main) {
    let start = TICKS.get();
    sleep_until(main, |_, _| (TICKS.get().wrapping_sub(start) >= 100).then_some(()));
}

irqshare::main! {
    fn main(main) {
        let device = Peripherals::take().unwrap();
        let (mut line, receiver) = open(device.UART0);
        irq::UART0::enable(main, receiver);
        irq::TIMER1::enable(main, Buttons::new(device.TIMER1, device.GPIO));

        let _ = line.write_str("ready\r\n");
        let mut all = Presses::NONE;
        loop {
            let (asked, new) = sleep_until(main, |_, _| {
                let all = (ASKED.replace(0), PRESSES.replace(Presses::NONE));
                (all != (0, Presses::NONE)).then_some(all)
            });
            all = all.and(new);
            for _ in 0..asked {
                let _ = write!(line, "A {}, B {}\r\n", all.a, all.b);
            }
            if new != Presses::NONE {
                work(main);
            }
        }
    }
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    interrupts::disable();
    // SAFETY: main doesn't go on.
    let mut line = Sender(unsafe { Peripherals::steal() }.UART0);
    let _ = write!(line, "\r\n{info}\r\n");
    loop {
        cortex_m::asm::wfi();
    }
}
