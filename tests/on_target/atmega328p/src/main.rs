//! The sweep on ATmega328P, as simavr emulates it.
#![no_std]
#![no_main]
#![feature(asm_experimental_arch, abi_avr_interrupt)]

#[path = "../../contract/mod.rs"]
#[macro_use]
mod contract;

mod board {
    const UCSR0A: *mut u8 = 0xc0 as *mut u8;
    const UCSR0B: *mut u8 = 0xc1 as *mut u8;
    const UDR0: *mut u8 = 0xc6 as *mut u8;

    /// The serial line, at 2 MBaud with a clock of 16 MHz.
    pub fn put(byte: u8) {
        // SAFETY: main alone uses USART0. U2X, and bit 5 is UDRE.
        unsafe {
            UCSR0A.write_volatile(1 << 1);
            UCSR0B.write_volatile(1 << 3);
            while UCSR0A.read_volatile() & 1 << 5 == 0 {}
            UDR0.write_volatile(byte);
        }
    }

    /// simavr ends when the core sleeps with interrupts off.
    pub fn exit(_good: bool) -> ! {
        irqshare::interrupts::disable();
        // SAFETY: SMCR: sleep enable, idle.
        unsafe {
            (0x53 as *mut u8).write_volatile(1);
            core::arch::asm!("sleep");
        }
        loop {}
    }
}

mod device {
    #[allow(non_camel_case_types, reason = "the names of the datasheet")]
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        TIMER1_COMPA = 11,
        TIMER1_COMPB = 12,
    }
}

vectors! { device: crate::device; low: TIMER1_COMPA, high: TIMER1_COMPB }

irqshare::main! {
    fn main(main) {
        contract::run(main);
    }
}
