// target: riscv32imac-unknown-none-elf features: unsafe-assume-single-core; expect only: no rules expected `[`
// expect: no rules expected `[`
// What `handlers!` is made of, by hand, with the word `unsafe` left out: a handler that nothing checked.

/// esp-hal's shape.
mod hal {
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

irqshare::__irqshare_hal_bind! { [hal] [1] {[] [] [] []} Tick (isr) {} }
irqshare::__irqshare_hal_bind_values! { [hal] [1] {[] [] [] []} Line (isr, value: u32) {} }
