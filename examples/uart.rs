//! A UART driver with two ring buffers, on simulated registers: the driver's own code against every moment at which a byte may come in, or one go out.
//!
//! The problem: the receiver holds one byte. When the next one has come before the handler took it, that is an overrun, and on STM32 the overrun itself raises the interrupt, until
//! somebody clears it. A handler that only looks for bytes is then called again and again, and main never runs: in the field, months later, "hangs in the
//! UART". `cargo run --example uart -- --broken` finds it.
//!
//! The cells: [`Shared`] for each ring buffer, which main locks and the handler has for nothing. The hardware is [`Register`]s and
//! [`Setup::device`]s: `usart1` below. In firmware that module is the PAC's, and `uart`, the driver, stays as it is.

mod board;

use core::sync::atomic::{AtomicBool, Ordering::Relaxed};
use irqshare::model::{Cpu, Setup};
use irqshare::{Main, sleep_until};
use std::process::ExitCode;

/// USART1 of an STM32F303, as far as the driver uses it (RM0316, *USART*: status ISR, interrupt flag clear register ICR, control register CR1).
///
/// What the driver calls is what its PAC module would have: each register, with `read` and `write`. The rest is the inside of the peripheral.
mod usart1 {
    use irqshare::model::{Cpu, Register};

    pub const ORE: u32 = 1 << 3;
    pub const RXNE: u32 = 1 << 5;
    pub const TXE: u32 = 1 << 7;
    pub const ORECF: u32 = 1 << 3;
    pub const RXNEIE: u32 = 1 << 5;
    pub const TXEIE: u32 = 1 << 7;

    pub static CR1: Register<u32> = Register::new(0).on_write(|cpu, _, written| {
        interrupt(cpu, ISR.peek(), written);
        written
    });

    pub static ISR: Register<u32> = Register::new(TXE);

    /// Its bits clear those of ISR.
    pub static ICR: Register<u32> = Register::new(0).on_write(|cpu, _, written| {
        status(cpu, |isr| isr & !(written & ORECF));
        0
    });

    /// Whoever reads it has taken the byte.
    pub static RDR: Register<u8> = Register::new(0).on_read(|cpu, byte| {
        status(cpu, |isr| isr & !RXNE);
        byte
    });

    pub static TDR: Register<u8> = Register::new(0).on_write(|cpu, _, byte| {
        assert!(ISR.peek() & TXE != 0, "the byte before {byte} is overwritten");
        status(cpu, |isr| isr & !TXE);
        byte
    });

    fn status(cpu: &Cpu, change: impl Fn(u32) -> u32) {
        ISR.poke(change(ISR.peek()));
        interrupt(cpu, ISR.peek(), CR1.peek());
    }

    /// The interrupt is a level: it pends for as long as there is a cause. RXNEIE stands for ORE, too.
    fn interrupt(cpu: &Cpu, isr: u32, cr1: u32) {
        let receives = cr1 & RXNEIE != 0 && isr & (RXNE | ORE) != 0;
        if receives || (cr1 & TXEIE != 0 && isr & TXE != 0) {
            cpu.hold::<super::irq::USART1>();
        } else {
            cpu.release::<super::irq::USART1>();
        }
    }

    /// How many bytes the line's other end has sent: 1, 2, 3 and so on.
    pub static SENT: Register<u8> = Register::new(0);

    /// A byte comes in, and is lost if the one before it is still there.
    pub fn receives(cpu: &Cpu) {
        SENT.poke(SENT.peek() + 1);
        if ISR.peek() & (RXNE | ORE) == 0 {
            RDR.poke(SENT.peek());
            status(cpu, |isr| isr | RXNE);
        } else {
            status(cpu, |isr| isr | ORE);
        }
    }

    /// The byte has gone out, if there is one.
    pub fn transmits(cpu: &Cpu) {
        status(cpu, |isr| isr | TXE);
    }

    /// The line's other end has sent so many bytes, and none of them waits.
    pub fn is_over(bytes: u8) -> bool {
        SENT.peek() == bytes && ISR.peek() & (RXNE | ORE) == 0
    }
}

/// The driver.
mod uart {
    use super::{irq, usart1};
    use heapless::Deque;
    use irqshare::{Isr, Main, Shared};

    pub static RX: Shared<Received, irq::USART1> = Shared::new(Received::new());
    pub static TX: Shared<Deque<u8, 4>, irq::USART1> = Shared::new(Deque::new());

    /// What came and wasn't read yet.
    pub struct Received {
        bytes: Deque<u8, 4>,
        /// Some are missing after these.
        lost: bool,
    }

    /// Bytes were lost, at least one: it came before the handler had taken the one before it, or before main had made room.
    #[derive(Debug)]
    pub struct Lost;

    impl Received {
        pub const fn new() -> Self {
            Self { bytes: Deque::new(), lost: false }
        }
    }

    pub fn start(main: &mut Main) {
        usart1::CR1.write(usart1::RXNEIE);
        irq::USART1::enable(main);
    }

    /// The next byte, or that some are missing here; `None` when there is nothing.
    pub fn read(main: &mut Main) -> Option<Result<u8, Lost>> {
        RX.lock(main, |rx| match rx.bytes.pop_front() {
            Some(byte) => Some(Ok(byte)),
            None => core::mem::take(&mut rx.lost).then_some(Err(Lost)),
        })
    }

    /// Sends a byte, if there is room for it.
    pub fn write(main: &mut Main, byte: u8) -> Option<()> {
        TX.lock(main, |tx| {
            tx.push_back(byte).ok()?;
            // Inside the lock: else the handler may switch it off between the read and the write.
            usart1::CR1.modify(|cr1| cr1 | usart1::TXEIE);
            Some(())
        })
    }

    pub fn interrupt(isr: &mut Isr<irq::USART1>) {
        let status = usart1::ISR.read();
        receive(isr, status);
        if status & usart1::ORE != 0 {
            usart1::ICR.write(usart1::ORECF);
            RX.get_mut(isr).lost = true;
        }
        transmit(isr, status);
    }

    fn receive(isr: &mut Isr<irq::USART1>, status: u32) {
        if status & usart1::RXNE != 0 {
            let byte = usart1::RDR.read();
            let rx = RX.get_mut(isr);
            rx.lost |= rx.lost || rx.bytes.push_back(byte).is_err();
        }
    }

    fn transmit(isr: &mut Isr<irq::USART1>, status: u32) {
        if status & usart1::TXE != 0 {
            match TX.get_mut(isr).pop_front() {
                Some(byte) => usart1::TDR.write(byte),
                None => usart1::CR1.modify(|cr1| cr1 & !usart1::TXEIE),
            }
        }
    }

    /// Only looks for bytes.
    pub fn broken(isr: &mut Isr<irq::USART1>) {
        let status = usart1::ISR.read();
        receive(isr, status);
        transmit(isr, status);
    }
}

/// Which handler it is: the same for a whole search.
static BROKEN: AtomicBool = AtomicBool::new(false);

mod irq {
    irqshare::handlers! {
        device: crate::board::stm32f3;

        #[priority(2)]
        fn USART1(isr) {
            if super::BROKEN.load(super::Relaxed) {
                super::uart::broken(isr);
            } else {
                super::uart::interrupt(isr);
            }
        }
    }
}

/// Sends back what comes. Each byte came and went, in order, or is known to be lost.
fn echo(_cpu: &Cpu, main: &mut Main, bytes: u8) {
    enum Next {
        Byte(u8),
        Lost,
        Over,
    }

    uart::start(main);
    let (mut newest, mut came, mut lost) = (0, 0, false);
    loop {
        let next = sleep_until(main, |main, _| match uart::read(main) {
            Some(Ok(byte)) => Some(Next::Byte(byte)),
            Some(Err(uart::Lost)) => Some(Next::Lost),
            None => usart1::is_over(bytes).then_some(Next::Over),
        });
        match next {
            Next::Byte(byte) => {
                assert!(newest < byte, "{byte} comes after {newest}");
                (newest, came) = (byte, came + 1);
                sleep_until(main, |main, _| uart::write(main, byte));
            }
            Next::Lost => lost = true,
            Next::Over => break,
        }
    }
    assert_eq!(came < bytes, lost, "{came} bytes of {bytes} came, but `lost` is {lost}");
}

fn main() -> ExitCode {
    let args = board::Args::read("A UART driver on simulated registers, overrun included");
    let Ok(bytes) = u8::try_from(args.firings) else {
        return board::complain("the line sends 255 bytes at most", 2);
    };
    BROKEN.store(args.broken, Relaxed);
    let setup = Setup::cortex_m()
        .attach::<irq::USART1>(0) // when the peripheral wants it, never by itself
        .device("line in", args.firings, usart1::receives)
        .device("line out", args.firings, usart1::transmits)
        .reset(&usart1::CR1, || 0)
        .reset(&usart1::ISR, || usart1::TXE)
        .reset(&usart1::ICR, || 0)
        .reset(&usart1::RDR, || 0)
        .reset(&usart1::TDR, || 0)
        .reset(&usart1::SENT, || 0)
        .reset(&uart::RX, uart::Received::new)
        .reset(&uart::TX, heapless::Deque::new);
    args.explore(setup, |cpu, main| echo(cpu, main, bytes))
}
