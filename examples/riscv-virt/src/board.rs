//! The parts of QEMU's `virt` board that the example uses, by their registers.
//!
//! Source: QEMU's own, `hw/riscv/virt.c` for the addresses, `hw/char/serial.c` (a 16550), `hw/intc/sifive_plic.c` and `hw/intc/riscv_aclint.c` (the timer, 10 MHz)
//! for the registers.

use core::fmt;

/// The 16550's interrupt at the PLIC.
const UART_SOURCE: u32 = 10;

/// What one look at the receiver gives.
pub struct Arrival {
    pub byte: u8,
    /// The hardware had no room for a byte before this one.
    pub overrun: bool,
}

/// The receiving half of the UART, with the interrupt controller that it reaches the CPU by.
pub struct Receiver(());

/// The sending half of the UART.
pub struct Sender(());

/// The machine timer.
pub struct Timer {
    interval: u32,
}

/// A register of type `T`.
struct Register<T>(*mut T);

/// Registers by name, address and type.
macro_rules! registers {
    ($($name:ident: $type:ty = $address:literal;)+) => {
        $(const $name: Register<$type> = Register($address as *mut $type);)+
    };
}

registers! {
    UART_DATA: u8 = 0x1000_0000;
    UART_INTERRUPTS: u8 = 0x1000_0001;
    UART_STATUS: u8 = 0x1000_0005;
    PLIC_PRIORITY_OF_UART: u32 = 0x0C00_0028;
    PLIC_ENABLE: u32 = 0x0C00_2000;
    PLIC_CLAIM: u32 = 0x0C20_0004;
    TIMER_DUE_LOW: u32 = 0x0200_4000;
    TIMER_DUE_HIGH: u32 = 0x0200_4004;
    TIMER_NOW_LOW: u32 = 0x0200_BFF8;
    TIMER_NOW_HIGH: u32 = 0x0200_BFFC;
}

impl<T> Register<T> {
    fn read(&self) -> T {
        // SAFETY: a register of the list above.
        unsafe { self.0.read_volatile() }
    }

    fn write(&self, value: T) {
        // SAFETY: a register of the list above; none of them makes the board write to memory.
        unsafe { self.0.write_volatile(value) }
    }
}

/// The UART, with an interrupt when something came.
///
/// Its FIFO stays off: turning it on drops a byte that came before.
pub fn open_uart() -> (Sender, Receiver) {
    PLIC_PRIORITY_OF_UART.write(1);
    PLIC_ENABLE.write(1 << UART_SOURCE);
    let mut receiver = Receiver(());
    receiver.ask(true);
    (Sender(()), receiver)
}

impl Receiver {
    /// Runs `handle` if it is the UART that the interrupt controller interrupts for.
    pub fn serve(&mut self, handle: impl FnOnce(&mut Self)) {
        let source = PLIC_CLAIM.read();
        if source == UART_SOURCE {
            handle(self);
        }
        PLIC_CLAIM.write(source);
    }

    pub fn receive(&mut self) -> Option<Arrival> {
        let status = UART_STATUS.read();
        (status & 1 != 0).then(|| Arrival { byte: UART_DATA.read(), overrun: status & 1 << 1 != 0 })
    }

    /// Whether it asks for an interrupt when something came.
    pub fn ask(&mut self, ask: bool) {
        UART_INTERRUPTS.write(ask.into());
    }
}

impl Sender {
    /// A second one, for a last word.
    ///
    /// # Safety
    /// The first isn't used any more.
    pub unsafe fn steal() -> Self {
        Self(())
    }

    pub fn send(&mut self, byte: u8) {
        const EMPTY: u8 = 1 << 5;
        while UART_STATUS.read() & EMPTY == 0 {}
        UART_DATA.write(byte);
    }
}

impl fmt::Write for Sender {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.bytes().for_each(|byte| self.send(byte));
        Ok(())
    }
}

impl Timer {
    /// Interrupts at this interval, in ticks of 100 ns.
    pub fn start(interval: u32) -> Self {
        let mut timer = Self { interval };
        timer.rearm();
        timer
    }

    /// The next interrupt comes an interval from now, not from when the last was due: a PC that emulates may be late, and what it missed isn't made up
    /// for. Takes the request back.
    pub fn rearm(&mut self) {
        let due = now() + u64::from(self.interval);
        TIMER_DUE_HIGH.write(u32::MAX); // not before both halves are there
        TIMER_DUE_LOW.write(due as u32);
        TIMER_DUE_HIGH.write((due >> 32) as u32);
    }
}

/// Two halves of one moment.
fn now() -> u64 {
    loop {
        let (high, low) = (TIMER_NOW_HIGH.read(), TIMER_NOW_LOW.read());
        if TIMER_NOW_HIGH.read() == high {
            return u64::from(high) << 32 | u64::from(low);
        }
    }
}

/// Ends QEMU with a failure, by the board's test device.
pub fn fail() -> ! {
    const TEST: Register<u32> = Register(0x0010_0000 as *mut u32);
    TEST.write(1 << 16 | 0x3333);
    loop {
        riscv::asm::wfi();
    }
}
