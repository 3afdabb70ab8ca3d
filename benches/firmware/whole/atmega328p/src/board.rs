//! The registers, the same for all approaches: *ATmega328P datasheet*, "Register Summary".

const DDRB: *mut u8 = 0x24 as *mut u8;
const PORTB: *mut u8 = 0x25 as *mut u8;
const TCCR0A: *mut u8 = 0x44 as *mut u8;
const TCCR0B: *mut u8 = 0x45 as *mut u8;
const OCR0A: *mut u8 = 0x47 as *mut u8;
const TIMSK0: *mut u8 = 0x6E as *mut u8;
const UCSR0A: *mut u8 = 0xC0 as *mut u8;
const UCSR0B: *mut u8 = 0xC1 as *mut u8;
const UBRR0: *mut u16 = 0xC4 as *mut u16;
const UDR0: *mut u8 = 0xC6 as *mut u8;
const SMCR: *mut u8 = 0x53 as *mut u8;

fn read(register: *mut u8) -> u8 {
    // SAFETY: one of the registers above; reading changes no memory.
    unsafe { register.read_volatile() }
}

fn write(register: *mut u8, value: u8) {
    // SAFETY: one of the registers above; writing changes no memory.
    unsafe { register.write_volatile(value) }
}

/// Six LEDs on port B, of which one is lit.
pub struct Ring {
    lit: u8,
}

impl Ring {
    pub fn step(&mut self) {
        self.lit = if self.lit == 1 << 5 { 1 } else { self.lit << 1 };
        write(PORTB, self.lit);
    }
}

/// The receiving half of the USART.
pub struct Receiver(());

impl Receiver {
    /// A byte, if one came.
    pub fn receive(&mut self) -> Option<u8> {
        (read(UCSR0A) & 1 << 7 != 0).then(|| read(UDR0))
    }

    /// Whether to interrupt when something comes.
    pub fn listen(&mut self, listen: bool) {
        write(UCSR0B, if listen { 0b1001_1000 } else { 0b0001_1000 });
    }
}

/// The sending half.
pub struct Sender(());

impl Sender {
    pub fn send(&mut self, byte: u8) {
        while read(UCSR0A) & 1 << 5 == 0 {}
        write(UDR0, byte);
    }
}

/// 38400 baud; and an interrupt each 16 ms, 16 MHz / 1024 / 250.
pub fn start() -> (Ring, Receiver, Sender) {
    write(DDRB, 0b11_1111);
    write(PORTB, 1);
    write(TCCR0A, 0b10);
    write(OCR0A, 249);
    write(TCCR0B, 0b101);
    write(TIMSK0, 0b10);
    // SAFETY: as above.
    unsafe { UBRR0.write_volatile(25) };
    let mut receiver = Receiver(());
    receiver.listen(true);
    write(SMCR, 1); // `sleep` is idle mode
    (Ring { lit: 1 }, receiver, Sender(()))
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}
