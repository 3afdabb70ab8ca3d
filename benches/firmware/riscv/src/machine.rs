//! RISC-V, on QEMU's board `virt`. Handlers are called as riscv-rt's trap code calls them, with interrupts off; what that code takes before and after is the same for all, and isn't measured.

/// A device whose core interrupts have the names of an ATmega328P's.
pub mod device {
    use riscv::result::{Error, Result};
    use riscv::{CoreInterruptNumber, InterruptNumber};

    #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "as in the datasheet")]
    #[allow(dead_code, reason = "not each program binds all")]
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        INT0 = 1,
        INT1 = 2,
        PCINT0 = 3,
        PCINT1 = 4,
        PCINT2 = 5,
        WDT = 6,
        TIMER2_COMPA = 7,
        TIMER2_COMPB = 8,
        TIMER2_OVF = 9,
        TIMER1_CAPT = 10,
    }

    // SAFETY: none of them is ever raised: the handlers are called.
    unsafe impl InterruptNumber for Interrupt {
        const MAX_INTERRUPT_NUMBER: usize = 10;

        fn number(self) -> usize {
            self as usize
        }

        fn from_number(number: usize) -> Result<Self> {
            Err(Error::InvalidVariant(number))
        }
    }

    // SAFETY: as above.
    unsafe impl CoreInterruptNumber for Interrupt {}
}

/// What was is saved, interrupts are off during `f`, and what was is restored.
#[allow(dead_code, reason = "the cells' alone")]
#[inline(always)]
pub fn masked_by_hand<R>(f: impl FnOnce() -> R) -> R {
    let mstatus: u32;
    // SAFETY: MIE is written back below.
    unsafe { core::arch::asm!("csrrci {}, mstatus, 8", out(reg) mstatus, options(nostack)) };
    let result = f();
    // SAFETY: what was: of this register's bits, MIE alone was cleared.
    unsafe { core::arch::asm!("csrs mstatus, {}", in(reg) mstatus & 8, options(nostack)) };
    result
}

/// Binds the handlers, and makes `lines::fire`, whose functions run them. `irq` has ours.
macro_rules! lines {
    (
        ours { $($ours:ident: $vector:ident $number:literal;)* $(@avr $($avr:tt)*)? }
        peers { $($peer:ident: $($path:ident)::+;)* }
        native { $($native:ident: $($native_path:ident)::+;)* }
        c { $($c:ident: $symbol:ident;)* }
    ) => {
        pub mod lines {
            use super::*;

            // riscv-rt's attribute makes the same of a handler.
            $(
                #[unsafe(export_name = concat!("handler_", stringify!($peer)))]
                extern "C" fn $peer() {
                    $($path)::+();
                }
            )*

            pub mod fire {
                macro_rules! fire {
                    ($name:ident $handler:expr) => {
                        #[inline(always)]
                        pub fn $name() {
                            // SAFETY: interrupts are off, as they are in a handler.
                            unsafe {
                                core::arch::asm!("csrci mstatus, 8", concat!("call ", $handler), "csrsi mstatus, 8", clobber_abi("C"));
                            }
                        }
                    };
                }
                $(fire! { $ours stringify!($vector) })*
                $(fire! { $peer concat!("handler_", stringify!($peer)) })*
                $(fire! { $c stringify!($symbol) })*
            }
        }
    };
}

/// Runs what is to be measured, and ends.
pub fn run(measured: impl FnOnce()) -> ! {
    // SAFETY: nothing asks for an interrupt.
    unsafe { irqshare::interrupts::enable() };
    measured();
    end(0x5555)
}

/// By the device that ends the emulator: with success, or with another number.
fn end(how: u32) -> ! {
    // SAFETY: that device's register.
    unsafe { (0x10_0000 as *mut u32).write_volatile(how) };
    loop {}
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    end(1 << 16 | 0x3333)
}
