//! Bytes on their way from the handler to main: the same for all approaches, so that only how it's shared differs.

pub struct Queue {
    bytes: [u8; Self::ROOM as usize],
    first: u8,
    length: u8,
}

impl Queue {
    const ROOM: u8 = 64;

    pub const fn new() -> Self {
        Self { bytes: [0; Self::ROOM as usize], first: 0, length: 0 }
    }

    pub fn is_full(&self) -> bool {
        self.length == Self::ROOM
    }

    /// There must be room.
    pub fn push(&mut self, byte: u8) {
        self.bytes[usize::from(self.first.wrapping_add(self.length) % Self::ROOM)] = byte;
        self.length += 1;
    }

    pub fn pop(&mut self) -> Option<u8> {
        self.length = self.length.checked_sub(1)?;
        let byte = self.bytes[usize::from(self.first % Self::ROOM)];
        self.first = self.first.wrapping_add(1);
        Some(byte)
    }
}
