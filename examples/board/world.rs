//! What is around the board: standard input as the serial line, time, and somebody who looks at the LEDs.
//!
//! Without a terminal a byte takes a fixed number of moments of the emulated CPU, and the timer ticks every so many bytes. In a terminal time
//! is real: what is typed comes line by line, and the timer ticks ten times a second.

use super::{leds, usart};
use irqshare::model::Device;
use std::io::{self, IsTerminal, Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How many moments a byte takes on the line. A moment is a point at which an interrupt may come: a few per access to a cell. With 5, main
/// can't keep up, and bytes are lost.
const MOMENTS_PER_BYTE: u32 = 10;
/// How many bytes make a tick of the timer, without a terminal.
const BYTES_PER_TICK: u64 = 4096;
/// How long a tick is, in a terminal.
const TICK: Duration = Duration::from_millis(100);
/// How much is read at once.
const CHUNK: usize = 64 * 1024;

/// What happens in one moment.
pub struct Moment {
    /// A byte is in the USART's data register.
    pub byte: bool,
    /// The timer's period is over.
    pub tick: bool,
    /// Whether more may come.
    pub device: Device,
}

pub struct World {
    line: Line,
    /// Read from the line's source, and how much of it is sent.
    chunk: Vec<u8>,
    sent: usize,
    total: u64,
    /// Moments until the line is free for the next byte.
    busy: u32,
    shown: u32,
    steps: u64,
    ended: Option<io::Result<()>>,
}

/// Where the bytes come from, and the time.
enum Line {
    Stream,
    Terminal { typed: Receiver<io::Result<Vec<u8>>>, next_tick: Instant },
}

impl World {
    /// Looks whether there is a terminal.
    pub fn new() -> Self {
        let line = if io::stdin().is_terminal() && io::stdout().is_terminal() {
            Line::Terminal { typed: read_in_background(), next_tick: Instant::now() + TICK }
        } else {
            Line::Stream
        };
        let mut world =
            Self { line, chunk: Vec::new(), sent: 0, total: 0, busy: 0, shown: 0, steps: 0, ended: None };
        if world.is_terminal() {
            let screen =
                format!("\x1b[2J\x1b[{}H{}type; Ctrl-D ends\n", leds::ROWS_OF_RING + 1, leds::draw());
            world.print(screen.as_bytes());
        }
        world
    }

    fn is_terminal(&self) -> bool {
        matches!(self.line, Line::Terminal { .. })
    }

    /// A moment passes. While the CPU is asleep there is time to wait for the world.
    pub fn pass(&mut self, asleep: bool) -> Moment {
        self.look_at_leds();
        if asleep && self.sent == self.chunk.len() {
            self.show_echo();
            self.wait_for_input();
        }
        let byte = self.pass_on_a_byte(asleep);
        let tick = self.tick(byte);
        let over = self.ended.is_some() && self.sent == self.chunk.len() && !byte && !tick;
        Moment { byte, tick, device: if over { Device::Done } else { Device::Running } }
    }

    fn pass_on_a_byte(&mut self, asleep: bool) -> bool {
        self.busy = if asleep { 0 } else { self.busy.saturating_sub(1) };
        if self.busy > 0 || self.sent == self.chunk.len() {
            return false;
        }
        usart::receive(self.chunk[self.sent]);
        self.sent += 1;
        self.total += 1;
        self.busy = MOMENTS_PER_BYTE;
        true
    }

    fn tick(&mut self, byte: bool) -> bool {
        match &mut self.line {
            Line::Stream => byte && self.total % BYTES_PER_TICK == 0,
            Line::Terminal { next_tick, .. } => {
                let due = *next_tick <= Instant::now();
                if due {
                    *next_tick = Instant::now() + TICK;
                }
                due
            }
        }
    }

    /// Blocks until there is input, until its end, or until the timer ticks.
    fn wait_for_input(&mut self) {
        if self.ended.is_some() {
            return;
        }
        self.sent = 0;
        self.chunk.clear();
        let read = match &mut self.line {
            Line::Stream => {
                self.chunk.resize(CHUNK, 0);
                read_some(&mut self.chunk)
            }
            Line::Terminal { typed, next_tick } => {
                match typed.recv_timeout(next_tick.saturating_duration_since(Instant::now())) {
                    Ok(read) => read.map(|typed| {
                        self.chunk = typed;
                        self.chunk.len()
                    }),
                    Err(RecvTimeoutError::Timeout) => return,
                    Err(RecvTimeoutError::Disconnected) => Ok(0),
                }
            }
        };
        self.chunk.truncate(*read.as_ref().unwrap_or(&0));
        if !matches!(read, Ok(1..)) {
            self.ended = Some(read.map(drop).map_err(|error| said_of("standard input", &error)));
        }
    }

    /// Passes on what the firmware transmitted.
    fn show_echo(&mut self) {
        let mut echo = usart::collect();
        if !echo.is_empty() {
            if self.is_terminal() {
                echo.extend(leds::draw().bytes()); // it may have scrolled
            }
            self.print(&echo);
        }
    }

    fn look_at_leds(&mut self) {
        let lit = leds::lit();
        if lit == self.shown {
            return;
        }
        self.shown = lit;
        self.steps += 1;
        if self.is_terminal() {
            self.print(leds::draw().as_bytes());
        } else {
            let _ = writeln!(io::stderr(), "led {lit} {}", leds::NAMES[lit as usize]);
        }
    }

    /// To standard output; when nobody reads it any more, this is the end.
    fn print(&mut self, bytes: &[u8]) {
        let mut out = io::stdout().lock();
        if let Err(error) = out.write_all(bytes).and_then(|()| out.flush()) {
            self.chunk.clear();
            self.sent = 0;
            self.ended = Some(Err(said_of("standard output", &error)));
        }
    }

    /// After the run: how many steps the LEDs made.
    ///
    /// # Errors
    /// Standard input or output failed.
    pub fn end(mut self) -> io::Result<u64> {
        self.look_at_leds();
        self.show_echo();
        self.ended.unwrap_or(Ok(())).map(|()| self.steps)
    }
}

fn said_of(stream: &str, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{stream}: {error}"))
}

fn read_some(buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match io::stdin().lock().read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

/// The run must not block while the LEDs turn, so another thread reads the terminal.
fn read_in_background() -> Receiver<io::Result<Vec<u8>>> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        loop {
            let mut typed = vec![0; 4096];
            let read = read_some(&mut typed).map(|n| {
                typed.truncate(n);
                typed
            });
            let last = !matches!(&read, Ok(typed) if !typed.is_empty());
            if sender.send(read).is_err() || last {
                return;
            }
        }
    });
    receiver
}
