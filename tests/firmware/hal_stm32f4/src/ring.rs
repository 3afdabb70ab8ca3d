//! The ring of stm32f4xx-hal's example `uart-dma`.

pub const UART_BUFFER_SIZE: usize = 128;

pub struct Buffer {
    buffer: [u8; UART_BUFFER_SIZE],
    write_idx: usize,
    read_idx: usize,
}

impl Buffer {
    pub const fn new() -> Buffer {
        Buffer { buffer: [0; UART_BUFFER_SIZE], write_idx: 0, read_idx: 0 }
    }

    pub fn push(&mut self, data: u8) {
        self.buffer[self.write_idx] = data;
        self.write_idx = (self.write_idx + 1) % UART_BUFFER_SIZE;
    }

    pub fn read(&mut self) -> Option<u8> {
        if self.write_idx != self.read_idx {
            let data = self.buffer[self.read_idx];
            self.read_idx = (self.read_idx + 1) % UART_BUFFER_SIZE;
            Some(data)
        } else {
            None
        }
    }

    pub fn read_until(&mut self, eol: u8) -> Option<[u8; UART_BUFFER_SIZE]> {
        let mut buf = [0; UART_BUFFER_SIZE];
        let mut i = 0;
        while let Some(byte) = self.read() {
            if byte == eol {
                break;
            }
            if i < UART_BUFFER_SIZE - 1 {
                buf[i] = byte;
            } else {
                break;
            }
            i += 1;
        }
        if buf[0] == 0 {
            return None;
        }
        Some(buf)
    }
}
