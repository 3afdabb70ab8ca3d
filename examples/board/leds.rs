//! The pretend LEDs: eight on a compass ring, as on an STM32F3DISCOVERY, one bit each in a port register.

use std::cell::Cell;

/// Clockwise from the top; bit 0 is the first.
pub const NAMES: [&str; 8] = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];

std::thread_local! {
    static PORT: Cell<u8> = const { Cell::new(0) };
}

/// The driver: the firmware's side.
pub struct Ring(());

impl Ring {
    /// Lights the first LED.
    pub fn new() -> Self {
        PORT.set(1);
        Self(())
    }

    /// Lights the next one instead.
    pub fn step(&mut self) {
        PORT.set(PORT.get().rotate_left(1));
    }
}

/// Which LED is lit, for those who look at the board.
pub fn lit() -> u32 {
    PORT.get().trailing_zeros() % 8
}

/// Where the terminal shows what is typed: below the ring.
pub const ROWS_OF_RING: usize = 12;

/// Draws the ring at the top of a terminal and leaves the cursor where it was. One write, so that nothing gets between; no mode
/// is changed, so the terminal is sane whenever the program is killed.
pub fn draw() -> String {
    const RING: [&str; ROWS_OF_RING] = [
        "", // a line typed and its echo scroll two rows away before the next drawing
        "",
        "         N",
        "         0",
        "  NW 7       1 NE",
        "",
        " W 6           2 E",
        "",
        "  SW 5       3 SE",
        "         4",
        "         S",
        "",
    ];
    let mut text = String::from("\x1b7\x1b[H");
    for row in RING {
        for c in row.chars() {
            match c.to_digit(8) {
                Some(led) if led == lit() => text += "\x1b[1;31m@\x1b[0m",
                Some(_) => text += "\x1b[2mo\x1b[0m",
                None => text.push(c),
            }
        }
        text += "\x1b[K\r\n";
    }
    text + "\x1b8"
}
