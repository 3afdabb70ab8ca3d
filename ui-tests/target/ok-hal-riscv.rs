// target: riscv32imac-unknown-none-elf features: unsafe-assume-single-core; expect: builds
// What those around it spoil, done right; and what a handler takes.

/// esp-hal's shape.
pub mod hal {
    pub mod interrupt {
        #[derive(Clone, Copy, PartialEq)]
        #[repr(u8)]
        pub enum Priority {
            Priority1 = 1,
            Priority2,
            Priority3,
        }
        impl Priority {
            pub const fn max() -> Self {
                Self::Priority3
            }
        }
        #[derive(PartialEq)]
        pub struct ElevatedRunLevel(u8);
        impl ElevatedRunLevel {
            pub const fn from_priority(priority: Priority) -> Self {
                Self(priority as u8)
            }
        }
        #[derive(PartialEq)]
        pub enum RunLevel {
            ThreadMode,
            Interrupt(ElevatedRunLevel),
        }
        impl RunLevel {
            pub fn current() -> Self {
                Self::ThreadMode
            }
        }
        pub struct InterruptHandler;
        impl InterruptHandler {
            pub const fn new(_: extern "C" fn(), _: Priority) -> Self {
                Self
            }
        }
    }
    pub mod system {
        pub struct Cpu;
        impl Cpu {
            pub const COUNT: usize = 1;
        }
    }
}

use irqshare::{Main, Moved, Shared, Vector};

static COUNT: Shared<u32, (irq::Tick, irq::main)> = Shared::new(0);
static VALUE: Moved<u32, irq::main> = Moved::new();

#[allow(dead_code, non_upper_case_globals)]
mod irq {
    // Names of the module's own that stand in none of the macro's places.
    #[allow(unused_macros)]
    macro_rules! assert { ($($t:tt)*) => { compile_error!("not this one") } }
    #[allow(unused_macros)]
    macro_rules! concat { ($($t:tt)*) => { compile_error!("not this one") } }
    struct Option;
    struct FnOnce;
    const Priority2: u8 = 7;

    irqshare::handlers! {
        hal: super::hal;
        /// Documented.
        #[priority(2)]
        #[allow(unused_variables)]
        #[cfg_attr(all(), doc = "More.")]
        #[unsafe(link_section = ".rwtext")]
        fn Tick(isr, main: &mut u32, handler: &mut u8, buffer: &mut &'static mut [u8; 4]) {
            *super::COUNT.get_mut(isr) += 1;
            *main += u32::from(*handler + buffer[0]);
        }
        #[cfg(any())]
        fn Absent(isr) { there_is_no_such_function() }
        /// A name of the type's methods, and of what `bind` calls its arguments.
        fn main(isr) {
            super::COUNT.lock(isr, |count| *count = 0);
            if let Some(value) = super::VALUE.get_mut(isr) {
                *value += 1;
            }
            return;
        }
        fn no_argument() {}
    }
}

mod absolute {
    irqshare::handlers! {
        hal: ::ui_target::hal_of_a_crate;
        #[priority(1 + 1)]
        fn Tick(_isr) {}
    }
}
extern crate self as ui_target;
pub use hal as hal_of_a_crate;

pub fn start(main: &mut Main, buffer: &'static mut [u8; 4]) -> (hal::interrupt::InterruptHandler, hal::interrupt::InterruptHandler) {
    let value = irq::Tick::bind(main, 1, 2, buffer, |_handler, one, two, _| *one + u32::from(*two));
    let back: Option<(u32, u8, &'static mut [u8; 4])> = irq::Tick::unbind(main, |_, _, _| ());
    VALUE.put(main, value + back.map_or(0, |(one, ..)| one));
    const { core::assert!(<irq::Tick as Vector>::PRIORITY == 2 && <irq::main as Vector>::PRIORITY == 1) };
    (irq::main::handler(), absolute::Tick::handler())
}
