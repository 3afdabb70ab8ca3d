//! The pretend USART: a register for the byte received, one for the byte to send; and the line's other end, which compares what
//! comes back with what it sent.

use std::cell::RefCell;
use std::collections::VecDeque;

std::thread_local! {
    static USART: RefCell<Usart> = const { RefCell::new(Usart::new()) };
}

/// The registers, and what the other end remembers.
struct Usart {
    /// Received, and not read yet.
    data: Option<u8>,
    /// On the line; arrives when it is read. For searches, in which an interrupt is a byte's arrival.
    arriving: VecDeque<u8>,
    /// Sent to the firmware, and not back yet.
    outstanding: VecDeque<u8>,
    sent: u64,
    came_back: u64,
    /// Transmitted by the firmware, and not collected yet.
    transmitted: Vec<u8>,
    echoed: u64,
}

impl Usart {
    const fn new() -> Self {
        Self {
            data: None,
            arriving: VecDeque::new(),
            outstanding: VecDeque::new(),
            sent: 0,
            came_back: 0,
            transmitted: Vec::new(),
            echoed: 0,
        }
    }

    fn receive(&mut self, byte: u8) {
        self.sent += 1;
        self.outstanding.push_back(byte);
        self.data = Some(byte); // one that wasn't read is overrun
    }
}

/// Resets the USART, with these bytes on the line.
pub fn power_on(arriving: &[u8]) -> (Tx, Rx) {
    USART.set(Usart { arriving: arriving.iter().copied().collect(), ..Usart::new() });
    (Tx(()), Rx(()))
}

/// The receiver: the firmware's side.
pub struct Rx(());

impl Rx {
    /// Reads the data register, as the handler of the receive interrupt must; `None` when it was read already.
    pub fn read(&mut self) -> Option<u8> {
        USART.with_borrow_mut(|usart| {
            if let Some(byte) = usart.arriving.pop_front() {
                usart.receive(byte);
            }
            usart.data.take()
        })
    }
}

/// The transmitter: the firmware's side.
pub struct Tx(());

impl Tx {
    /// Sends a byte.
    pub fn write(&mut self, byte: u8) {
        USART.with_borrow_mut(|usart| {
            usart.echoed += 1;
            usart.transmitted.push(byte);
            // What was sent before it and didn't come is lost; a byte that wasn't sent is none that came back.
            if let Some(at) = usart.outstanding.iter().position(|&sent| sent == byte) {
                usart.outstanding.drain(..=at);
                usart.came_back += 1;
            }
        });
    }
}

/// The line's other end: a byte arrives.
pub fn receive(byte: u8) {
    USART.with_borrow_mut(|usart| usart.receive(byte));
}

/// The line's other end: what the firmware has transmitted since the last look.
pub fn collect() -> Vec<u8> {
    USART.with_borrow_mut(|usart| std::mem::take(&mut usart.transmitted))
}

/// How many bytes the firmware transmitted.
pub fn echoed() -> u64 {
    USART.with_borrow(|usart| usart.echoed)
}

/// How many of the bytes that were sent to the firmware didn't come back.
pub fn lost() -> u64 {
    USART.with_borrow(|usart| usart.sent - usart.came_back)
}
