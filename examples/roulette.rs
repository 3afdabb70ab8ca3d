//! LED roulette and echo server at once, through two interrupts.
//!
//! A timer's handler turns eight LEDs on a compass ring; a USART's handler takes each byte from the data register before the next one overruns
//! it; main echoes, and sleeps when there is nothing to do. Standard input is the serial line: type, or `roulette < file`.
//!
//! The problem: the handler of the USART fills a queue that main empties. The cell: [`Shared`], a value of main and the handlers it lists: plain
//! `&mut` in the handler, without a mask; a lock in main that holds off no more than that handler's priority. The LEDs and both halves of the
//! USART belong to one context each, so they need no cell: they move in.
//!
//! `--check` runs the same firmware under every schedule of three bytes and a tick, instead of live.

mod board;

use board::leds::Ring;
use board::usart::{self, Rx, Tx};
use board::world::World;
use clap::Parser;
use irqshare::model::{self, Setup};
use irqshare::{Main, Shared, sleep_until};
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

/// Received bytes on their way to main. A queue that is full drops what comes, as hardware would.
struct Queue {
    bytes: [u8; 64],
    first: usize,
    len: usize,
}

impl Queue {
    const fn new() -> Self {
        Self { bytes: [0; 64], first: 0, len: 0 }
    }

    fn push(&mut self, byte: u8) {
        if self.len < self.bytes.len() {
            self.bytes[(self.first + self.len) % self.bytes.len()] = byte;
            self.len += 1;
        }
    }

    fn pop(&mut self) -> Option<u8> {
        let byte = (self.len > 0).then(|| self.bytes[self.first])?;
        self.first = (self.first + 1) % self.bytes.len();
        self.len -= 1;
        Some(byte)
    }
}

static QUEUE: Shared<Queue, irq::USART1> = Shared::new(Queue::new());

mod irq {
    use super::{QUEUE, Ring, Rx};

    irqshare::handlers! {
        device: crate::board::stm32f3;

        fn TIM7(isr, ring: &mut Ring) {
            ring.step();
        }

        #[priority(2)] // above the timer: a byte doesn't wait
        fn USART1(isr, rx: &mut Rx) {
            if let Some(byte) = rx.read() {
                QUEUE.get_mut(isr).push(byte);
            }
        }
    }
}

/// Start-up: each handler gets what it works with.
fn start(main: &mut Main, rx: Rx) {
    irq::TIM7::enable(main, Ring::new());
    irq::USART1::enable(main, rx);
}

/// One turn of main's loop: sleep until there is a byte, then echo it.
fn turn(main: &mut Main, tx: &mut Tx) {
    // No byte slips in between the look and the sleep: main would sleep on a full queue.
    let byte = sleep_until(main, |main, _| QUEUE.lock(main, Queue::pop));
    tx.write(byte);
}

/// LED roulette and echo server: standard input is the serial line
#[derive(Parser)]
struct Args {
    /// Run the same firmware under every schedule of three bytes and a tick
    #[arg(long)]
    check: bool,
}

fn main() -> ExitCode {
    let setup = Setup::cortex_m().reset(&QUEUE, Queue::new);
    if Args::parse().check { check(setup) } else { live(setup) }
}

/// Bytes and ticks come from the world.
fn live(setup: Setup) -> ExitCode {
    let setup = setup.attach::<irq::TIM7>(1).attach::<irq::USART1>(1);
    let (mut tx, rx) = usart::power_on(b"");
    let mut world = World::new();
    let device = |wire: &model::Wire| {
        let now = world.pass(wire.asleep());
        if now.byte {
            wire.pend::<irq::USART1>();
        }
        if now.tick {
            wire.pend::<irq::TIM7>();
        }
        now.device
    };
    model::run(&setup, device, |_cpu, main| {
        start(main, rx);
        loop {
            turn(main, &mut tx);
        }
    });
    let (echoed, lost) = (usart::echoed(), usart::lost());
    match world.end() {
        Ok(steps) => {
            let _ = writeln!(std::io::stderr(), "echoed {echoed} bytes, {steps} led steps, {lost} lost");
            ExitCode::SUCCESS
        }
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::FAILURE, // nobody wants to hear more
        Err(error) => board::complain(&error.to_string(), 1),
    }
}

/// Bytes and ticks come whenever they can.
fn check(setup: Setup) -> ExitCode {
    const LINE: &[u8] = b"abc";
    // The pretend USART is no cell: who comes first there matters, too.
    let setup = setup.attach::<irq::TIM7>(1).attach::<irq::USART1>(3).every_order();
    let result = model::try_check(&setup, |_cpu, main| {
        let (mut tx, rx) = usart::power_on(LINE);
        start(main, rx);
        while usart::echoed() < 3 {
            turn(main, &mut tx);
        }
        assert_eq!((usart::collect(), usart::lost()), (LINE.to_vec(), 0), "the echo");
    });
    board::conclude(result, None)
}
