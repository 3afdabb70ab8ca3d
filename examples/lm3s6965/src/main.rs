//! LED roulette and echo server on an LM3S6965, and a handler so urgent that it interrupts the others.
//!
//! Three handlers, one above the other:
//! - TIMER_1A is urgent: it beats every 100 µs, inside the others, too.
//! - UART0 takes each byte before the next one overruns it.
//! - TIMER_0A turns the LEDs. They hang on a shift register, to which it clocks a bit per beat: it takes nine times as long as a byte, and would wait
//!   for ever if the beat didn't interrupt it.
//!
//! Main echoes, and sleeps when there is nothing to do. When the line was quiet for a quarter of a second, it says how many bytes it
//! echoed, how many were lost, how many steps the LEDs took, and how many beats came inside another handler.
//!
//! The cells:
//! - [`RECEIVED`] is a [`Shared`] of main and UART0: `&mut` in the handler without a mask, a lock in main.
//! - [`TALLY`] is a [`Shared`] of main, UART0 and TIMER_0A. Its ceiling is UART0's priority: UART0 gets it without a mask, the others lock. The lock raises
//!   BASEPRI to the ceiling, so it never delays the beat.
//! - [`BEATS`] is a [`Global`]: anyone reads it with one load.
//! - The receiver, the timers and the LEDs belong to one handler each, so they need no cell: they move in with `enable`.
//!
//! `cargo run --release` runs it on QEMU: type, or `cargo run --release < file`. QEMU's line has no baud rate: bytes come as fast as the UART takes them, which
//! is faster than they can be echoed, and wait while it takes none. So the queue does get full there, but none overruns another; on the board it is the other way round.
#![no_std]
#![no_main]

#[allow(dead_code, reason = "each program uses a part of the board")]
mod board;

use board::{Arrival, Receiver, Sender, ShiftRegister, Timer};
use core::fmt::Write;
use cortex_m_rt as _;
use heapless::Deque;
use irqshare::{Global, Main, Shared, interrupts, sleep_until};

/// Every 100 µs.
static BEATS: Global<u32> = Global::new(0);
/// The beats that came inside another handler.
static NESTED: Global<u32> = Global::new(0);
/// Bytes on their way from the handler to main.
static RECEIVED: Shared<Received, irq::UART0> = Shared::new(Deque::new());
/// What main reports.
static TALLY: Shared<Tally, (irq::UART0, irq::TIMER_0A)> = Shared::new(Tally { lost: 0, steps: 0 });

type Received = Deque<u8, 64>;

struct Tally {
    lost: u32,
    steps: u32,
}

mod irq {
    use super::{BEATS, NESTED, Receiver, Ring, Timer, board};

    irqshare::handlers! {
        device: lm3s6965;

        #[priority(3)]
        fn TIMER_1A(isr, timer: &mut Timer) {
            timer.acknowledge();
            BEATS.update(|beats| beats.wrapping_add(1));
            if board::is_nested() {
                NESTED.update(|nested| nested.wrapping_add(1));
            }
        }

        #[priority(2)]
        fn UART0(isr, receiver: &mut Receiver) {
            let lost = super::fetch(receiver, super::RECEIVED.get_mut(isr));
            super::TALLY.get_mut(isr).lost += lost;
        }

        fn TIMER_0A(isr, timer: &mut Timer, ring: &mut Ring) {
            timer.acknowledge();
            ring.step();
            super::TALLY.lock(isr, |tally| tally.steps += 1);
        }
    }
}

/// Takes what came, as far as there is room; how many bytes were lost. The rest stays in the UART, which asks again when main pends this handler.
fn fetch(receiver: &mut Receiver, received: &mut Received) -> u32 {
    let mut lost = 0;
    while !received.is_full() {
        let Some(Arrival { byte, overrun }) = receiver.receive() else { break };
        lost += u32::from(overrun) + u32::from(received.push_back(byte).is_err());
    }
    receiver.ask(!received.is_full());
    lost
}

/// Eight LEDs, of which one is lit.
pub struct Ring {
    leds: ShiftRegister,
    lit: u8,
}

impl Ring {
    fn new() -> Self {
        Self { leds: ShiftRegister::new(), lit: 1 }
    }

    fn step(&mut self) {
        self.lit = self.lit.rotate_left(1);
        self.leds.show(self.lit, wait_for_beat);
    }
}

/// In a handler: only a more urgent one makes this end.
fn wait_for_beat() {
    let now = BEATS.get();
    while BEATS.get() == now {}
}

/// Echoes until the line is quiet; how many bytes that were.
fn echo(main: &mut Main, line: &mut Sender) -> u32 {
    const QUIET: u32 = 2500;
    let mut echoed = 0;
    let mut last = BEATS.get();
    loop {
        // Every beat wakes it, so it notices the silence, too.
        let byte = sleep_until(main, |main, cs| match RECEIVED.lock_in(main, cs, Deque::pop_front) {
            None if echoed > 0 && BEATS.get().wrapping_sub(last) >= QUIET => Some(None),
            None => None,
            byte => Some(byte),
        });
        let Some(byte) = byte else { return echoed };
        line.send(byte);
        echoed += 1;
        last = BEATS.get();
        // There is room again.
        irq::UART0::pend();
    }
}

irqshare::main! {
    fn main(main) {
        board::start();
        let (mut line, receiver) = board::open_uart();
        irq::UART0::enable(main, receiver);
        irq::TIMER_1A::enable(main, Timer::timer1(board::CLOCK / 10_000));
        irq::TIMER_0A::enable(main, Timer::timer0(board::CLOCK / 20), Ring::new());

        // What comes before the first step waits, and more than the queue holds may come.
        sleep_until(main, |main, cs| TALLY.lock_in(main, cs, |tally| tally.steps > 0).then_some(()));
        let _ = line.write_str("ready\r\n");
        loop {
            let echoed = echo(main, &mut line);
            let (lost, steps) = TALLY.lock(main, |tally| (core::mem::take(&mut tally.lost), tally.steps));
            let nested = NESTED.get();
            let _ = write!(line, "\r\n{echoed} bytes, {lost} lost, {steps} steps, {nested} beats inside other handlers\r\n");
        }
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
