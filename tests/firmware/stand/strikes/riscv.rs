//! Two handlers that strike main often, on RISC-V (QEMU's `virt`): the tick is the machine timer's, the other one is the software interrupt that the tick
//! pends. The firmware around this gives `tick` and `other`.

use core::fmt;
use irqshare::{Main, interrupts};
use riscv_rt as _;

pub use irq::{MachineSoft as Other, MachineTimer as Tick};

/// Ticks of 100 ns, one or more of which an instruction takes, that leave main some time between two ticks.
const PERIOD: u16 = 9000;

/// CLINT of hart 0.
const MSIP: *mut u32 = 0x200_0000 as *mut u32;
const MTIMECMP: *mut [u32; 2] = 0x200_4000 as *mut [u32; 2];
const MTIME: *const [u32; 2] = 0x200_bff8 as *const [u32; 2];

mod irq {
    irqshare::handlers! {
        device: riscv::interrupt;

        fn MachineSoft(isr) {
            // SAFETY: acknowledges the interrupt.
            unsafe { super::MSIP.write_volatile(0) };
            crate::other(isr);
        }

        fn MachineTimer(isr) {
            crate::tick(isr);
        }
    }
}

/// From now on the handlers strike.
pub fn start(_main: &mut Main) {
    again(0);
    // SAFETY: what the handlers use is ready, and no section is open.
    unsafe {
        riscv::register::mie::set_msoft();
        riscv::register::mie::set_mtimer();
        interrupts::enable();
    }
}

/// In the tick: the next one comes so much later than the last one did.
pub fn again(more: u16) {
    // SAFETY: the tick alone writes the timer once it runs; the program ends long before the low half overflows.
    unsafe {
        let now = (&raw const (*MTIME)[0]).read_volatile();
        (&raw mut (*MTIMECMP)[1]).write_volatile(0);
        (&raw mut (*MTIMECMP)[0]).write_volatile(now + u32::from(PERIOD) + u32::from(more));
    }
}

/// In the tick: it was the last one.
pub fn stop() {
    // SAFETY: as above.
    unsafe { (&raw mut (*MTIMECMP)[1]).write_volatile(u32::MAX) };
}

/// In the tick: the other handler comes after it.
pub fn pend() {
    // SAFETY: asks for the interrupt.
    unsafe { MSIP.write_volatile(1) };
}

pub struct Console;

impl fmt::Write for Console {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        semihosting::print!("{text}");
        Ok(())
    }
}

pub fn end() -> ! {
    semihosting::println!("end");
    semihosting::process::exit(0)
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    semihosting::println!("{info}");
    semihosting::process::exit(1)
}
