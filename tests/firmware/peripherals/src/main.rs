//! Peripherals behind embedded-hal's traits, shared with handlers: an I2C bus on which main uses one EEPROM and a handler another one, both through a driver of
//! the registry; pins that move into handlers; a UART whose handler fills what main reads by embedded-io. On an emulated lm3s6965evb, with both chips on its bus.
//!
//! Tells what it saw by its UART, which the check compares, and ends with `end`; the check switches it off then.
#![no_std]
#![no_main]

mod hal;
#[path = "../../stand/strikes/cortex_m.rs"]
mod strikes;

use core::cell::RefCell;
use core::convert::Infallible;
use critical_section::Mutex;
use eeprom24x::{Eeprom24x, SlaveAddr, addr_size::TwoBytes, page_size::B32, unique_serial::No};
use embedded_hal::digital::{OutputPin, StatefulOutputPin};
use embedded_hal::i2c::I2c;
use embedded_hal_bus::i2c::{CriticalSectionDevice, RefCellDevice};
use embedded_io::{Read, ReadReady, Write};
use hal::{I2c0, Pin, Rx};
use heapless::spsc::{Consumer, Producer, Queue};
use irqshare::{Global, IrqMutex, Isr, Main, Moved, Shared, interrupts, sleep_until};
use static_cell::{ConstStaticCell, StaticCell};
use strikes::{Other, Tick};

/// How the bus is shared.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Shared,
    Mutex,
    Devices,
}

// SAFETY: `WAY` says which of them is used.
static SHARED: Shared<I2c0, Tick> = Shared::new(unsafe { I2c0::steal() });
static MUTEX: IrqMutex<RefCell<Option<I2c0>>> = IrqMutex::new(RefCell::new(None));
/// A driver that has its bus from embedded-hal-bus.
static CHIP: Moved<Chip<CriticalSectionDevice<'static, I2c0>>, Tick> = Moved::new();
type Chip<B> = Eeprom24x<B, B32, TwoBytes, No>;

static WAY: Global<Way> = Global::new(Way::Shared);
/// Of the tick, which stops there.
static TICKS: Global<u16> = Global::new(0);
const ENOUGH: u16 = 400;
/// How often the handler read another byte than it had written.
static WRONG: Global<u16> = Global::new(0);

/// A LED on a pin, whichever.
pub struct Led<P> {
    pin: P,
    turns: u16,
}

impl<P: OutputPin> Led<P> {
    fn turn(&mut self) {
        self.turns += 1;
        let _ = if self.turns % 2 == 1 { self.pin.set_high() } else { self.pin.set_low() };
    }
}

static MOVED_LED: Moved<Led<Pin>, Other> = Moved::new();

mod irq {
    irqshare::handlers! {
        device: device;

        fn GPIOB(_isr, led: &mut super::Led<super::Pin>) {
            led.turn();
        }

        fn UART0(_isr, inbox: &mut super::Inbox) {
            inbox.fill();
        }
    }
}

fn tick(isr: &mut Isr<Tick>) {
    let (address, byte) = (TICKS.get() as u8, (TICKS.get() * 11) as u8);
    let kept = match WAY.get() {
        Way::Shared => keeps(&mut handlers_chip(SHARED.get_mut(isr)), address, byte),
        Way::Mutex => {
            interrupts::free(|cs| MUTEX.with(cs, |bus| keeps(&mut handlers_chip(bus), address, byte)))
                .unwrap()
        }
        Way::Devices => keeps(CHIP.get_mut(isr).unwrap(), address, byte),
    };
    WRONG.update(|wrong| wrong + u16::from(!kept));
    strikes::pend();
    irq::GPIOB::pend();
    TICKS.update(|ticks| ticks + 1);
    // Each period is another one, or the ticks might find main at the same few places.
    strikes::again(7 * (TICKS.get() % 251));
    if TICKS.get() == ENOUGH {
        strikes::stop();
    }
}

fn other(isr: &mut Isr<Other>) {
    if let Some(led) = MOVED_LED.get_mut(isr) {
        led.turn();
    }
}

fn mains_chip<B: I2c>(bus: B) -> Chip<B> {
    Eeprom24x::new_24x32(bus, SlaveAddr::default())
}

fn handlers_chip<B: I2c>(bus: B) -> Chip<B> {
    Eeprom24x::new_24x32(bus, SlaveAddr::Alternative(false, false, true))
}

/// Writes a byte and reads it.
fn keeps<B: I2c>(chip: &mut Chip<B>, address: u8, byte: u8) -> bool {
    chip.write_byte(address.into(), byte).is_ok() && chip.read_byte(address.into()).ok() == Some(byte)
}

/// Main uses the EEPROM until the ticks stop.
fn run(main: &mut Main, out: &mut hal::Tx, name: &str, mut keeps: impl FnMut(&mut Main, u8, u8) -> bool) {
    TICKS.set(0);
    WRONG.set(0);
    strikes::start(main);
    let (mut n, mut lost) = (0u16, 0u16);
    while TICKS.get() < ENOUGH {
        let (address, byte) = (n as u8, (n * 7) as u8);
        let kept = if cfg!(feature = "broken") {
            // SAFETY: none; that the drivers show it is what is tested.
            self::keeps(&mut mains_chip(unsafe { I2c0::steal() }), address, byte)
        } else {
            keeps(main, address, byte)
        };
        lost += u16::from(!kept);
        n = n.wrapping_add(1);
    }
    strikes::off(main);
    let often = if n > 400 { "hundreds" } else { "few" };
    let _ = writeln!(
        out,
        "{name}: {ENOUGH} by the handler, {} wrong; {often} by main, {lost} wrong",
        WRONG.get()
    );
}

/// What the UART's handler owns.
pub struct Inbox {
    rx: Rx,
    queue: Producer<'static, u8>,
}

impl Inbox {
    fn fill(&mut self) {
        while self.queue.ready() {
            let Some(byte) = self.rx.take() else { return };
            let _ = self.queue.enqueue(byte);
        }
        // What is left would call this again at once, and main would never run.
        hal::listen(false);
    }
}

/// What main reads from.
struct Input<'a> {
    main: &'a mut Main,
    queue: Consumer<'static, u8>,
}

impl embedded_io::ErrorType for Input<'_> {
    type Error = Infallible;
}

impl ReadReady for Input<'_> {
    fn read_ready(&mut self) -> Result<bool, Infallible> {
        Ok(self.queue.ready())
    }
}

impl Read for Input<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> Result<usize, Infallible> {
        if bytes.is_empty() {
            return Ok(0);
        }
        sleep_until(self.main, |_main, _cs| self.queue.ready().then_some(()));
        let mut n = 0;
        for (byte, slot) in core::iter::from_fn(|| self.queue.dequeue()).zip(bytes) {
            *slot = byte;
            n += 1;
        }
        // There is room for what waits in the UART.
        hal::listen(true);
        Ok(n)
    }
}

fn read_line(main: &mut Main, out: &mut hal::Tx, rx: Rx) {
    static QUEUE: ConstStaticCell<Queue<u8, 32>> = ConstStaticCell::new(Queue::new());
    let (producer, consumer) = QUEUE.take().split();
    irq::UART0::enable(main, Inbox { rx, queue: producer });
    let mut input = Input { main, queue: consumer };
    let _ = writeln!(out, "ready");
    let mut text = [0; 200];
    let _ = input.read_exact(&mut text);
    let _ = writeln!(out, "read {}", core::str::from_utf8(&text).unwrap_or("rubbish"));
}

irqshare::main! {
    fn main(main) {
        // SAFETY: once.
        let (mut out, rx) = unsafe { hal::uart() };
        I2c0::switch_on();
        // SAFETY: one of each.
        let (first, second) = unsafe { (Pin::steal(0), Pin::steal(1)) };
        MOVED_LED.put(main, Led { pin: first, turns: 0 });
        irq::GPIOB::enable(main, Led { pin: second, turns: 0 });

        run(main, &mut out, "Shared", |main, address, byte| SHARED.lock(main, |bus| keeps(&mut mains_chip(bus), address, byte)));

        WAY.set(Way::Mutex);
        // SAFETY: the other one isn't used any more.
        interrupts::free(|cs| MUTEX.put(cs, unsafe { I2c0::steal() }));
        run(main, &mut out, "IrqMutex", |_, address, byte| {
            interrupts::free(|cs| MUTEX.with(cs, |bus| keeps(&mut mains_chip(bus), address, byte))).unwrap()
        });

        WAY.set(Way::Devices);
        static BUS: StaticCell<Mutex<RefCell<I2c0>>> = StaticCell::new();
        let bus: &'static _ = BUS.init(Mutex::new(RefCell::new(interrupts::free(|cs| MUTEX.take(cs)).unwrap())));
        CHIP.put(main, handlers_chip(CriticalSectionDevice::new(bus)));
        let mut chip = mains_chip(CriticalSectionDevice::new(bus));
        run(main, &mut out, "CriticalSectionDevice", |_, address, byte| keeps(&mut chip, address, byte));

        let both = SHARED.lock(main, |bus| {
            let bus = RefCell::new(bus);
            keeps(&mut mains_chip(RefCellDevice::new(&bus)), 9, 99) && keeps(&mut handlers_chip(RefCellDevice::new(&bus)), 9, 98)
        });
        let _ = writeln!(out, "RefCellDevice, twice in a lock: {both}");

        for (name, led) in [("Moved", MOVED_LED.take(main)), ("a handler's value", irq::GPIOB::disable(main))] {
            let mut led = led.unwrap();
            let _ = writeln!(out, "LED, {name}: {} turns", led.turns);
            led.turn();
            let _ = writeln!(out, "back in main: {:?}", led.pin.is_set_high());
        }

        read_line(main, &mut out, rx);
        let _ = writeln!(out, "end");
        let _ = out.flush();
    }
}
