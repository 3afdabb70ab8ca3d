//! Echo server on QEMU's RISC-V board `virt`.
//!
//! The handler of MachineExternal takes bytes from the UART, a 16550, whose interrupt comes by the interrupt controller (PLIC); the handler of
//! MachineTimer counts milliseconds; main echoes, and sleeps when there is nothing to do. When the line was quiet for a quarter of a second, main
//! says how many bytes it echoed, and how many were lost.
//!
//! The cells:
//! - [`INBOX`] and [`CLOCK`] are [`Moved`]: main opens the UART and the timer, and moves them into their handlers, the receiver along with the queue that it fills.
//!   The handler then has `&mut` without a mask; main reaches the queue by `lock`.
//! - [`TICKS`] is a [`Global`]: anyone reads it with one load.
//!
//! `cargo run --release` runs it: type, or `cargo run --release < file`. QEMU's line has no baud rate: bytes come as fast as the UART takes them, and wait while
//! it takes none. So when the queue is full the rest stays in the UART, and no byte overruns another.
#![no_std]
#![no_main]

mod board;

use board::{Arrival, Receiver, Sender, Timer};
use core::fmt::Write;
use heapless::Deque;
use irqshare::{Global, Main, Moved, interrupts, sleep_until};
use riscv::register::mie;
use riscv_rt as _;

/// Milliseconds.
static TICKS: Global<u32> = Global::new(0);
/// The timer, once main has moved it in.
static CLOCK: Moved<Timer, irq::MachineTimer> = Moved::new();
/// The receiver and what it received, once main has moved them in.
static INBOX: Moved<Inbox, irq::MachineExternal> = Moved::new();

mod irq {
    use super::{CLOCK, INBOX, Inbox, TICKS, Timer};

    irqshare::handlers! {
        device: riscv::interrupt;

        fn MachineTimer(isr) {
            CLOCK.get_mut(isr).map(Timer::rearm);
            TICKS.update(|ticks| ticks.wrapping_add(1));
        }

        fn MachineExternal(isr) {
            INBOX.get_mut(isr).map(Inbox::serve);
        }
    }
}

/// Bytes on their way from the handler to main.
struct Inbox {
    receiver: Receiver,
    bytes: Deque<u8, 64>,
    lost: u32,
}

impl Inbox {
    fn new(receiver: Receiver) -> Self {
        Self { receiver, bytes: Deque::new(), lost: 0 }
    }

    /// Takes what came, as far as there is room; the rest stays in the UART.
    fn serve(&mut self) {
        let Self { receiver, bytes, lost } = self;
        receiver.serve(|receiver| {
            while !bytes.is_full() {
                let Some(Arrival { byte, overrun }) = receiver.receive() else { break };
                *lost += u32::from(overrun) + u32::from(bytes.push_back(byte).is_err());
            }
            receiver.ask(!bytes.is_full());
        });
    }

    /// The next byte.
    fn pop(&mut self) -> Option<u8> {
        if self.bytes.is_full() {
            self.receiver.ask(true);
        }
        self.bytes.pop_front()
    }
}

/// Echoes until the line is quiet; how many bytes that were.
fn echo(main: &mut Main, line: &mut Sender) -> u32 {
    const QUIET: u32 = 250;
    let mut echoed = 0;
    let mut last = TICKS.get();
    loop {
        // Every tick wakes it, so it notices the silence, too.
        let byte = sleep_until(main, |main, _| match INBOX.lock(main, Inbox::pop).flatten() {
            None if echoed > 0 && TICKS.get().wrapping_sub(last) >= QUIET => Some(None),
            None => None,
            byte => Some(byte),
        });
        let Some(byte) = byte else { return echoed };
        line.send(byte);
        echoed += 1;
        last = TICKS.get();
    }
}

irqshare::main! {
    fn main(main) {
        const MILLISECOND: u32 = 10_000;
        let (mut line, receiver) = board::open_uart();
        INBOX.put(main, Inbox::new(receiver));
        CLOCK.put(main, Timer::start(MILLISECOND));
        // SAFETY: everything that the handlers use is ready, and no section is open.
        unsafe {
            mie::set_mext();
            mie::set_mtimer();
            interrupts::enable();
        }

        // What comes before waits, and more than the queue holds may come.
        sleep_until(main, |_, _| (TICKS.get() >= 50).then_some(()));
        let _ = line.write_str("ready\r\n");
        loop {
            let echoed = echo(main, &mut line);
            let lost = INBOX.lock(main, |inbox| core::mem::take(&mut inbox.lost)).unwrap_or(0);
            let _ = write!(line, "\r\n{echoed} bytes, {lost} lost\r\n");
        }
    }
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    interrupts::disable();
    // SAFETY: main doesn't go on.
    let _ = write!(unsafe { Sender::steal() }, "\r\n{info}\r\n");
    board::fail()
}
