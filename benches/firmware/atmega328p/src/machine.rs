//! An ATmega328P. Its handlers are called through a `jmp` like that of the vector table, with interrupts off: to the handler that is the same as an interrupt, but for
//! the 4 cycles in which the hardware gets there.

/// The vectors by their names.
pub mod device {
    pub use irqshare::avr::atmega328p::Interrupt;
}

/// What was is saved, interrupts are off during `f`, and what was is restored.
#[allow(dead_code, reason = "the cells' alone")]
#[inline(always)]
pub fn masked_by_hand<R>(f: impl FnOnce() -> R) -> R {
    let sreg: u8;
    // SAFETY: SREG is written back below.
    unsafe { core::arch::asm!("in {}, 0x3f", "cli", out(reg) sreg, options(nostack)) };
    let result = f();
    // SAFETY: what was.
    unsafe { core::arch::asm!("out 0x3f, {}", in(reg) sreg, options(nostack)) };
    result
}

/// Binds the handlers, and makes `lines::fire`, whose functions run them. `irq` has ours.
macro_rules! lines {
    (
        ours { $($ours:ident: $vector:ident $number:literal;)* $(@avr $($alone:ident: $of:ident $its:literal;)*)? }
        peers { $($peer:ident: $($path:ident)::+;)* }
        native { $($native:ident: $($native_path:ident)::+;)* }
        c { $($c:ident: $symbol:ident;)* }
    ) => {
        pub mod lines {
            #[allow(unused_imports, reason = "by some")]
            use super::*;

            // The others' attributes make the same of a handler.
            $(
                #[unsafe(export_name = concat!("handler_", stringify!($peer)))]
                extern "avr-interrupt" fn $peer() {
                    $($path)::+();
                }
            )*
            $(
                #[unsafe(export_name = concat!("handler_", stringify!($native)))]
                extern "avr-interrupt" fn $native() {
                    $($native_path)::+();
                }
            )*

            pub mod fire {
                macro_rules! fire {
                    ($name:ident $handler:expr) => {
                        core::arch::global_asm!(
                            concat!(".globl slot_", stringify!($name)),
                            concat!(".type slot_", stringify!($name), ", @function"),
                            concat!("slot_", stringify!($name), ":"),
                            concat!("jmp ", $handler),
                            concat!(".size slot_", stringify!($name), ", . - slot_", stringify!($name)),
                        );
                        #[inline(always)]
                        pub fn $name() {
                            // SAFETY: a handler leaves every register as it was; interrupts are off, as they are in a handler.
                            unsafe { core::arch::asm!("cli", concat!("call slot_", stringify!($name))) };
                        }
                    };
                }
                $(fire! { $ours concat!("__vector_", $number) })*
                $($(fire! { $alone concat!("__vector_", $its) })*)?
                $(fire! { $peer concat!("handler_", stringify!($peer)) })*
                $(fire! { $native concat!("handler_", stringify!($native)) })*
                $(fire! { $c stringify!($symbol) })*
            }

            /// `handlers!` and the table above mean the same vectors.
            const _: () = {
                $(assert!(<super::irq::$vector as irqshare::Vector>::NUMBER == $number);)*
                $($(assert!(<super::irq::$of as irqshare::Vector>::NUMBER == $its);)*)?
            };
        }
    };
}

/// Runs what is to be measured, and ends.
pub fn run(measured: impl FnOnce()) {
    // SAFETY: nothing asks for an interrupt.
    unsafe { irqshare::interrupts::enable() };
    measured();
    irqshare::interrupts::disable();
    loop {
        // The emulator ends here.
        avr_device::asm::sleep();
    }
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}
