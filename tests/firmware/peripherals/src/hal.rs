//! What a HAL for lm3s6965 would have, as far as it is needed: an I2C controller, a pin and a UART, by embedded-hal's and embedded-io's traits.

use core::convert::Infallible;
use embedded_hal::digital::{self, OutputPin, StatefulOutputPin};
use embedded_hal::i2c::{self, ErrorKind, I2c, NoAcknowledgeSource, Operation};
use embedded_io::Write;

fn read(address: usize) -> u32 {
    // SAFETY: this file alone passes addresses, of the registers of peripherals.
    unsafe { (address as *const u32).read_volatile() }
}

fn write(address: usize, value: u32) {
    // SAFETY: as above.
    unsafe { (address as *mut u32).write_volatile(value) }
}

/// The I2C controller.
pub struct I2c0(());

const MSA: usize = 0x4002_0000;
const MCS: usize = MSA + 0x4;
const MDR: usize = MSA + 0x8;
const MCR: usize = MSA + 0x20;
const RUN: u32 = 1;
const START: u32 = 2;
const STOP: u32 = 4;
/// Read from MCS: no such device, or the bus was lost.
const FAILED: u32 = 0x12;

impl I2c0 {
    /// # Safety
    /// Nobody else uses the controller while this one is used.
    pub const unsafe fn steal() -> Self {
        Self(())
    }

    pub fn switch_on() {
        write(MCR, 0x10);
    }

    fn go(&mut self, first: bool, last: bool) -> Result<(), ErrorKind> {
        write(MCS, RUN | if first { START } else { 0 } | if last { STOP } else { 0 });
        if read(MCS) & FAILED == 0 {
            return Ok(());
        }
        write(MCS, STOP);
        Err(ErrorKind::NoAcknowledge(NoAcknowledgeSource::Unknown))
    }
}

impl i2c::ErrorType for I2c0 {
    type Error = ErrorKind;
}

impl I2c for I2c0 {
    /// The emulated controller knows no repeated start: each operation ends in a stop. The drivers here pass no two operations of a kind in a row.
    fn transaction(&mut self, address: u8, operations: &mut [Operation<'_>]) -> Result<(), ErrorKind> {
        for operation in operations {
            match operation {
                Operation::Write(bytes) => {
                    write(MSA, u32::from(address) << 1);
                    for (i, &byte) in bytes.iter().enumerate() {
                        write(MDR, byte.into());
                        self.go(i == 0, i + 1 == bytes.len())?;
                    }
                }
                Operation::Read(bytes) => {
                    write(MSA, u32::from(address) << 1 | 1);
                    let end = bytes.len();
                    for (i, byte) in bytes.iter_mut().enumerate() {
                        self.go(i == 0, i + 1 == end)?;
                        *byte = read(MDR) as u8;
                    }
                }
            }
        }
        Ok(())
    }
}

/// A pin of port F, as an output.
pub struct Pin(u32);

const DATA: usize = 0x4002_5000;
const DIRECTION: usize = DATA + 0x400;

impl Pin {
    /// # Safety
    /// There is one of each number.
    pub unsafe fn steal(number: u8) -> Self {
        write(DIRECTION, read(DIRECTION) | 1 << number);
        Self(1 << number)
    }

    /// The address says which bits are meant.
    fn register(&self) -> usize {
        DATA + ((self.0 as usize) << 2)
    }
}

impl digital::ErrorType for Pin {
    type Error = Infallible;
}

impl OutputPin for Pin {
    fn set_low(&mut self) -> Result<(), Infallible> {
        write(self.register(), 0);
        Ok(())
    }

    fn set_high(&mut self) -> Result<(), Infallible> {
        write(self.register(), u32::MAX);
        Ok(())
    }
}

impl StatefulOutputPin for Pin {
    fn is_set_high(&mut self) -> Result<bool, Infallible> {
        Ok(read(self.register()) != 0)
    }

    fn is_set_low(&mut self) -> Result<bool, Infallible> {
        self.is_set_high().map(|high| !high)
    }
}

const DR: usize = 0x4000_C000;
const FR: usize = DR + 0x18;
const LCRH: usize = DR + 0x2C;
const IM: usize = DR + 0x38;

/// UART 0's sending half.
pub struct Tx(());

/// UART 0's receiving half, which the interrupt's handler owns.
pub struct Rx(());

/// # Safety
/// Once.
pub unsafe fn uart() -> (Tx, Rx) {
    // With its buffers, and an interrupt for what is received.
    write(LCRH, 0x70);
    listen(true);
    (Tx(()), Rx(()))
}

/// Whether what is received interrupts.
pub fn listen(on: bool) {
    write(IM, if on { 0x50 } else { 0 });
}

impl Rx {
    pub fn take(&mut self) -> Option<u8> {
        (read(FR) & 0x10 == 0).then(|| read(DR) as u8)
    }
}

impl embedded_io::ErrorType for Tx {
    type Error = Infallible;
}

impl Write for Tx {
    fn write(&mut self, bytes: &[u8]) -> Result<usize, Infallible> {
        for &byte in bytes {
            while read(FR) & 0x20 != 0 {}
            self::write(DR, byte.into());
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        while read(FR) & 8 != 0 {}
        Ok(())
    }
}
