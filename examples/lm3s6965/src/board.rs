//! The parts of the board that the example uses, by their registers. (The crate lm3s6965 has the interrupts alone.)
//!
//! Tried on QEMU alone, whose models (`hw/arm/stellaris.c`, `hw/char/pl011.c`, `hw/timer/stellaris-gptm.c`) have the same addresses but check neither the order in
//! which the clock is set up nor the baud rate: before you run it on a board, compare with the *LM3S6965 Microcontroller Data Sheet*.

use core::fmt;

/// A register, by its address.
#[derive(Clone, Copy)]
struct Register(usize);

impl Register {
    /// # Safety
    /// It is a register of this chip, and no access to it changes memory.
    const unsafe fn at(address: usize) -> Self {
        Self(address)
    }

    fn read(self) -> u32 {
        // SAFETY: a register, says whoever made this.
        unsafe { (self.0 as *const u32).read_volatile() }
    }

    fn write(self, value: u32) {
        // SAFETY: a register that changes no memory, says whoever made this.
        unsafe { (self.0 as *mut u32).write_volatile(value) }
    }
}

/// Registers by name and address.
macro_rules! registers {
    ($($name:ident = $address:literal;)+) => {
        $(
            // SAFETY: a register; none of these makes the chip write to memory.
            const $name: Register = unsafe { Register::at($address) };
        )+
    };
}

registers! {
    RIS = 0x400F_E050;
    RCC = 0x400F_E060;
    RCGC1 = 0x400F_E104;
    RCGC2 = 0x400F_E108;
    GPIOA_AFSEL = 0x4000_4420;
    GPIOA_DEN = 0x4000_451C;
    // Pins 0 and 1 alone: which pins an access means is part of its address.
    GPIOB_DATA_0_1 = 0x4000_500C;
    GPIOB_DIR = 0x4000_5400;
    GPIOB_DEN = 0x4000_551C;
    GPIOF_IEV = 0x4002_540C;
    GPIOF_IM = 0x4002_5410;
    GPIOF_ICR = 0x4002_541C;
    GPIOF_PUR = 0x4002_5510;
    GPIOF_DEN = 0x4002_551C;
    UARTDR = 0x4000_C000;
    UARTFR = 0x4000_C018;
    UARTIBRD = 0x4000_C024;
    UARTFBRD = 0x4000_C028;
    UARTLCRH = 0x4000_C02C;
    UARTCTL = 0x4000_C030;
    UARTIM = 0x4000_C038;
    ICSR = 0xE000_ED04;
}

pub const CLOCK: u32 = 12_500_000;

/// The crystal's 8 MHz, through the PLL to 200 MHz, and a sixteenth of that; power to the peripherals.
pub fn start() {
    const BYPASS: u32 = 1 << 11;
    const DIVIDE: u32 = 1 << 22;
    const BY_16: u32 = 0xF << 23;
    const CRYSTAL_8_MHZ: u32 = 0xE << 6;
    const LOCKED: u32 = 1 << 6;
    // The PLL is bypassed until it has locked.
    RCC.write(RCC.read() & !DIVIDE | BYPASS);
    RCC.write(CRYSTAL_8_MHZ | BYPASS);
    RCC.write(CRYSTAL_8_MHZ | BYPASS | BY_16 | DIVIDE);
    while RIS.read() & LOCKED == 0 {}
    RCC.write(CRYSTAL_8_MHZ | BY_16 | DIVIDE);
    RCGC1.write(1 << 17 | 1 << 16 | 1); // TIMER1, TIMER0, UART0
    RCGC2.write(1 << 5 | 0b11); // GPIOF, GPIOB, GPIOA
    RCGC2.read(); // the clocks take three cycles
}

/// Whether this handler interrupted another one: not the only one under way.
pub fn is_nested() -> bool {
    const RETTOBASE: u32 = 1 << 11;
    ICSR.read() & RETTOBASE == 0
}

/// What one look at the receiver gives.
pub struct Arrival {
    pub byte: u8,
    /// The hardware had no room for a byte before this one.
    pub overrun: bool,
}

/// The receiving half of UART0.
pub struct Receiver(());

/// The sending half of UART0.
pub struct Sender(());

/// UART0: 115200 baud, 8N1, an interrupt when something came.
///
/// Its FIFO stays off: turning it on drops a byte that came before.
pub fn open_uart() -> (Sender, Receiver) {
    GPIOA_AFSEL.write(0b11);
    GPIOA_DEN.write(0b11);
    // 12.5 MHz / 16 / 115200 is 6 and 50/64.
    UARTIBRD.write(6);
    UARTFBRD.write(50);
    UARTLCRH.write(0b11 << 5);
    UARTCTL.write(1 << 9 | 1 << 8 | 1);
    let mut receiver = Receiver(());
    receiver.ask(true);
    (Sender(()), receiver)
}

impl Receiver {
    pub fn receive(&mut self) -> Option<Arrival> {
        const NOTHING_THERE: u32 = 1 << 4;
        (UARTFR.read() & NOTHING_THERE == 0).then(|| {
            let data = UARTDR.read();
            Arrival { byte: data as u8, overrun: data & 1 << 11 != 0 }
        })
    }

    /// Whether it asks for an interrupt when something came.
    pub fn ask(&mut self, ask: bool) {
        UARTIM.write(u32::from(ask) << 4);
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
        const FULL: u32 = 1 << 5;
        while UARTFR.read() & FULL != 0 {}
        UARTDR.write(byte.into());
    }
}

impl fmt::Write for Sender {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.bytes().for_each(|byte| self.send(byte));
        Ok(())
    }
}

/// TIMER0 or TIMER1, whose interrupts come at regular intervals.
pub struct Timer {
    clear: Register,
}

impl Timer {
    pub fn timer0(interval: u32) -> Self {
        Self::start(0x4003_0000, interval)
    }

    pub fn timer1(interval: u32) -> Self {
        Self::start(0x4003_1000, interval)
    }

    fn start(base: usize, interval: u32) -> Self {
        // SAFETY: registers of the timer at that address.
        let [config, mode, control, mask, clear, load] =
            unsafe { [0x00, 0x04, 0x0C, 0x18, 0x24, 0x28].map(|offset| Register::at(base + offset)) };
        config.write(0); // 32 bits
        mode.write(2); // again and again
        load.write(interval - 1);
        mask.write(1);
        control.write(1);
        Self { clear }
    }

    /// Takes the request back.
    pub fn acknowledge(&mut self) {
        self.clear.write(1);
    }
}

/// The Select button: pin 1 of port F, low while it is pressed.
pub struct Select(());

impl Select {
    const PIN: u32 = 1 << 1;

    /// Each press asks for an interrupt.
    pub fn new() -> Self {
        GPIOF_PUR.write(Self::PIN);
        GPIOF_DEN.write(Self::PIN);
        GPIOF_IEV.write(0); // the falling edge
        GPIOF_ICR.write(Self::PIN);
        GPIOF_IM.write(Self::PIN);
        Self(())
    }

    /// Takes the request back.
    pub fn acknowledge(&mut self) {
        GPIOF_ICR.write(Self::PIN);
    }
}

/// A 74HC595 with eight LEDs: pin 0 of port B is its data, pin 1 its clock.
pub struct ShiftRegister(());

impl ShiftRegister {
    pub fn new() -> Self {
        GPIOB_DIR.write(0b11);
        GPIOB_DEN.write(0b11);
        Self(())
    }

    /// Eight bits; `pause` comes between the edges of the clock.
    pub fn show(&mut self, leds: u8, pause: impl Fn()) {
        for bit in 0..8 {
            let data = u32::from(leds >> bit & 1);
            GPIOB_DATA_0_1.write(data);
            pause();
            GPIOB_DATA_0_1.write(0b10 | data);
        }
    }
}
