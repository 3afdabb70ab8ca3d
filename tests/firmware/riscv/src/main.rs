//! RISC-V: a core interrupt that `handlers!` binds really arrives, and main locks it out. Prints `ready`, and what main found after each of three
//! software interrupts.
#![no_std]
#![no_main]

use irqshare::{Shared, interrupts};
use panic_halt as _;
use riscv_rt as _;

static COUNT: Shared<u32, irq::MachineSoft> = Shared::new(0);

/// CLINT's software interrupt of hart 0, on QEMU's `virt`.
const MSIP: *mut u32 = 0x200_0000 as *mut u32;
/// The data register of its UART.
const UART: *mut u8 = 0x1000_0000 as *mut u8;

mod irq {
    irqshare::handlers! {
        device: riscv::interrupt;

        fn MachineSoft(isr) {
            // SAFETY: acknowledges the interrupt.
            unsafe { super::MSIP.write_volatile(0) };
            *super::COUNT.get_mut(isr) += 1;
        }
    }
}

fn send(byte: u8) {
    // SAFETY: the UART's register, which main alone writes.
    unsafe { UART.write_volatile(byte) }
}

irqshare::main! {
    fn main(main) {
        // SAFETY: all that the handler uses is ready, and no section is open.
        unsafe {
            riscv::register::mie::set_msoft();
            interrupts::enable();
        }
        for byte in *b"ready\n" {
            send(byte);
        }
        for _ in 0..3 {
            // SAFETY: asks for the interrupt.
            unsafe { MSIP.write_volatile(1) };
            while COUNT.lock(main, |count| *count % 2 == 0) {}
            let count = COUNT.lock(main, |count| {
                *count += 1;
                *count
            });
            send(b'0' + count as u8);
        }
        send(b'\n');
    }
}
