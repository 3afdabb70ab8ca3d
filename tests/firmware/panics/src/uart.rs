//! The UART of an lm3s6965 (LM3S6965 data sheet, 13.5: UARTDR at 0, UARTFR at 0x18), with the bytes that it has sent.

use core::fmt;

const BASE: usize = 0x4000_C000;

/// The registers, and what the driver remembers.
pub struct Uart {
    sent: u32,
}

impl Uart {
    /// For the one static that has it.
    pub const fn new() -> Self {
        Self { sent: 0 }
    }

    /// The next byte that was typed, which it waits for.
    pub fn read(&mut self) -> u8 {
        // SAFETY: the registers exist.
        unsafe {
            while ((BASE + 0x18) as *const u32).read_volatile() & 1 << 4 != 0 {}
            (BASE as *const u32).read_volatile() as u8
        }
    }
}

impl fmt::Write for Uart {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            send(byte);
            self.sent += 1;
        }
        Ok(())
    }
}

/// The registers alone, for the last words of a program whose `Uart` is lent.
pub struct Stolen(());

impl Stolen {
    /// # Safety
    /// Whatever else sends never goes on.
    pub unsafe fn new() -> Self {
        Self(())
    }
}

impl fmt::Write for Stolen {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.bytes().for_each(send);
        Ok(())
    }
}

fn send(byte: u8) {
    // SAFETY: the registers exist.
    unsafe {
        while ((BASE + 0x18) as *const u32).read_volatile() & 1 << 5 != 0 {}
        (BASE as *mut u32).write_volatile(byte.into());
    }
}
