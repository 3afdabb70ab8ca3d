//! An async driver from scratch, on an LM3S6965: a button whose presses a task awaits.
//!
//! - [`Button::new`] sets up the interrupt: the evaluation board's Select button is at pin 1 of port F, with a pull-up; its falling edge is GPIOF.
//! - The handler of GPIOF counts the press and wakes the task. It has both by `&mut`: no mask, no section.
//! - [`ButtonFuture`] takes the count and registers the task's waker in one lock, so no press comes in between.
//! - [`block_on`] runs the task, and sleeps when it waits: under PRIMASK, so a press that comes just before wakes it all the same.
//!
//! The task prints each time how many presses there were. While it prints, more may come: they are counted, none is missed. (A real button bounces: a
//! capacitor beside it, or a task that waits 10 ms, makes one press of it.)
//!
//! `cargo run --release --bin button -- -display gtk` runs it on QEMU, where the button is the Ctrl key in QEMU's window.
#![no_std]
#![no_main]

#[allow(dead_code, reason = "each program uses a part of the board")]
#[path = "../board.rs"]
mod board;

use board::{Select, Sender};
use core::fmt::Write;
use core::future::Future;
use core::mem::take;
use core::pin::Pin;
use core::task::{Context, Poll};
use cortex_m_rt as _;
use irqshare::{MainHandle, Shared, WakerRegistration, block_on, interrupts};

/// Presses that the task hasn't seen yet, and whom to wake for them.
struct Presses {
    count: u32,
    waker: WakerRegistration,
}

static PRESSES: Shared<Presses, irq::GPIOF> =
    Shared::new(Presses { count: 0, waker: WakerRegistration::new() });

mod irq {
    use super::{PRESSES, Select};

    irqshare::handlers! {
        device: lm3s6965;

        fn GPIOF(isr, pin: &mut Select) {
            pin.acknowledge();
            let presses = PRESSES.get_mut(isr);
            presses.count += 1;
            presses.waker.wake();
        }
    }
}

/// The driver.
struct Button<'a>(MainHandle<'a>);

impl<'a> Button<'a> {
    fn new(handle: MainHandle<'a>, pin: Select) -> Self {
        handle.with(|main| irq::GPIOF::enable(main, pin));
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
    type Output = u32;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        // A waker that another one replaces comes out of the lock, and is woken at the end.
        let (count, _evicted) = self.0.with(|main| {
            PRESSES.lock(main, |presses| (take(&mut presses.count), presses.waker.register(cx.waker())))
        });
        if count == 0 { Poll::Pending } else { Poll::Ready(count) }
    }
}

async fn report(mut button: Button<'_>, mut line: Sender) {
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
        board::start();
        let (line, _) = board::open_uart();
        block_on(main, |handle| report(Button::new(handle, Select::new()), line));
    }
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    interrupts::disable();
    // SAFETY: main doesn't go on.
    let _ = write!(unsafe { Sender::steal() }, "\r\n{info}\r\n");
    loop {
        cortex_m::asm::wfi();
    }
}
