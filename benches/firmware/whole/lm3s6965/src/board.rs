//! The registers, the same for all approaches: *LM3S6965 Microcontroller Data Sheet*, as QEMU has them.

const RCGC1: *mut u32 = 0x400F_E104 as *mut u32;
const RCGC2: *mut u32 = 0x400F_E108 as *mut u32;
const GPIOB_DATA: *mut u32 = 0x4000_53FC as *mut u32;
const GPIOB_DIR: *mut u32 = 0x4000_5400 as *mut u32;
const GPIOB_DEN: *mut u32 = 0x4000_551C as *mut u32;
const UARTDR: *mut u32 = 0x4000_C000 as *mut u32;
const UARTFR: *mut u32 = 0x4000_C018 as *mut u32;
const UARTIBRD: *mut u32 = 0x4000_C024 as *mut u32;
const UARTFBRD: *mut u32 = 0x4000_C028 as *mut u32;
const UARTLCRH: *mut u32 = 0x4000_C02C as *mut u32;
const UARTCTL: *mut u32 = 0x4000_C030 as *mut u32;
const UARTIM: *mut u32 = 0x4000_C038 as *mut u32;
const TIMER0_MODE: *mut u32 = 0x4003_0004 as *mut u32;
const TIMER0_CONTROL: *mut u32 = 0x4003_000C as *mut u32;
const TIMER0_MASK: *mut u32 = 0x4003_0018 as *mut u32;
const TIMER0_CLEAR: *mut u32 = 0x4003_0024 as *mut u32;
const TIMER0_LOAD: *mut u32 = 0x4003_0028 as *mut u32;

fn read(register: *mut u32) -> u32 {
    // SAFETY: one of the registers above; reading changes no memory.
    unsafe { register.read_volatile() }
}

fn write(register: *mut u32, value: u32) {
    // SAFETY: one of the registers above; writing changes no memory.
    unsafe { register.write_volatile(value) }
}

/// Eight LEDs on port B, of which one is lit.
pub struct Ring {
    lit: u8,
}

impl Ring {
    pub fn step(&mut self) {
        write(TIMER0_CLEAR, 1);
        self.lit = self.lit.rotate_left(1);
        write(GPIOB_DATA, self.lit.into());
    }
}

/// The receiving half of UART0.
pub struct Receiver(());

impl Receiver {
    /// A byte, if one came.
    pub fn receive(&mut self) -> Option<u8> {
        (read(UARTFR) & 1 << 4 == 0).then(|| read(UARTDR) as u8)
    }

    /// Whether to interrupt when something comes.
    pub fn listen(&mut self, listen: bool) {
        write(UARTIM, u32::from(listen) << 4);
    }
}

/// The sending half.
pub struct Sender(());

impl Sender {
    pub fn send(&mut self, byte: u8) {
        while read(UARTFR) & 1 << 5 != 0 {}
        write(UARTDR, byte.into());
    }
}

/// 115200 baud; and an interrupt each 16 ms.
pub fn start() -> (Ring, Receiver, Sender) {
    write(RCGC1, 1 << 16 | 1);
    write(RCGC2, 0b11);
    write(GPIOB_DIR, 0xFF);
    write(GPIOB_DEN, 0xFF);
    write(GPIOB_DATA, 1);
    write(UARTIBRD, 6);
    write(UARTFBRD, 50);
    write(UARTLCRH, 0b11 << 5);
    write(UARTCTL, 1 << 9 | 1 << 8 | 1);
    let mut receiver = Receiver(());
    receiver.listen(true);
    write(TIMER0_MODE, 2);
    write(TIMER0_LOAD, 200_000 - 1);
    write(TIMER0_MASK, 1);
    write(TIMER0_CONTROL, 1);
    (Ring { lit: 1 }, receiver, Sender(()))
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}
