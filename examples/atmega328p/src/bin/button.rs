//! An async driver from scratch, on an Arduino Uno: a button at pin 2 whose presses a task awaits.
//!
//! - [`Button::new`] sets up the interrupt: pin 2 is INT0, with a pull-up, at the falling edge.
//! - The handler of INT0 counts the press and wakes the task. It has both by `&mut`: no mask, no section.
//! - [`ButtonFuture`] takes the count and registers the task's waker in one lock, so no press comes in between.
//! - [`block_on`] runs the task, and sleeps when it waits. `sei` and `sleep` stand side by side, so a press that comes just before wakes it all the same.
//!
//! The task prints each time how many presses there were. While it prints, more may come: they are counted, none is missed. (A real button bounces: a
//! capacitor beside it, or a task that waits 10 ms, makes one press of it.)
//!
//! `cargo run --release --bin button -- --button` runs it on simavr: each key that you type presses the button for a millisecond (Enter sends them).
#![no_std]
#![no_main]
#![feature(asm_experimental_arch, abi_avr_interrupt)]

use avr_device::atmega328p::{EXINT, Peripherals, USART0};
use core::fmt::{self, Write};
use core::future::Future;
use core::mem::take;
use core::pin::Pin;
use core::task::{Context, Poll};
use irqshare::{MainHandle, Shared, WakerRegistration, block_on, interrupts};

/// Presses that the task hasn't seen yet, and whom to wake for them.
struct Presses {
    count: u16,
    waker: WakerRegistration,
}

static PRESSES: Shared<Presses, irq::INT0> =
    Shared::new(Presses { count: 0, waker: WakerRegistration::new() });

mod irq {
    use super::PRESSES;

    irqshare::handlers! {
        device: avr_device::atmega328p;

        fn INT0(isr) {
            let presses = PRESSES.get_mut(isr);
            presses.count += 1;
            presses.waker.wake();
        }
    }
}

/// The driver.
struct Button<'a>(MainHandle<'a>);

impl<'a> Button<'a> {
    fn new(handle: MainHandle<'a>, port: &avr_device::atmega328p::PORTD, interrupt: &EXINT) -> Self {
        port.portd().write(|w| w.pd2().set_bit());
        interrupt.eicra().write(|w| w.isc0().val_0x02());
        interrupt.eimsk().write(|w| w.int0().set_bit());
        Self(handle)
    }

    /// Waits for presses; how many there were since the last time.
    fn pressed(&mut self) -> ButtonFuture<'_> {
        ButtonFuture(self.0)
    }
}

/// What [`Button::pressed`] gives. Dropping it loses no press: what it didn't take stays for the next one.
struct ButtonFuture<'a>(MainHandle<'a>);

impl Future for ButtonFuture<'_> {
    type Output = u16;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u16> {
        // A waker that another one replaces comes out of the lock, and is woken at the end.
        let (count, _evicted) = self.0.with(|main| {
            PRESSES.lock(main, |presses| (take(&mut presses.count), presses.waker.register(cx.waker())))
        });
        if count == 0 { Poll::Pending } else { Poll::Ready(count) }
    }
}

async fn report(mut button: Button<'_>, mut line: Line) {
    let mut all = 0;
    let _ = line.write_str("ready\r\n");
    loop {
        let count = button.pressed().await;
        all += count;
        let _ = write!(line, "{count} more, {all} in all\r\n");
    }
}

irqshare::main! {
    fn main(main) {
        let device = Peripherals::take().unwrap();
        let line = Line::open(device.USART0);
        // What `sleep` does: the CPU stops, the rest goes on.
        device.CPU.smcr().write(|w| w.sm().idle().se().set_bit());
        // SAFETY: everything that the handler uses is ready, and no section is open.
        unsafe { interrupts::enable() };
        block_on(main, |handle| report(Button::new(handle, &device.PORTD, &device.EXINT), line));
    }
}

/// The sending half of the USART.
struct Line(USART0);

impl Line {
    /// 38400 baud (to 0.2 %), 8N1.
    fn open(usart: USART0) -> Self {
        usart.ubrr0().write(|w| w.set(25));
        usart.ucsr0b().write(|w| w.txen0().set_bit());
        Self(usart)
    }
}

impl Write for Line {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            while self.0.ucsr0a().read().udre0().bit_is_clear() {}
            self.0.udr0().write(|w| w.set(byte));
        }
        Ok(())
    }
}

/// Says so, and stops: simavr ends when a CPU sleeps that nothing can wake.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    interrupts::disable();
    // SAFETY: nothing else runs any more.
    let mut line = Line(unsafe { USART0::steal() });
    let _ = line.write_str("\r\npanic\r\n");
    loop {
        avr_device::asm::sleep();
    }
}
