// target: riscv32imac-unknown-none-elf features: unsafe-assume-single-core; expect only: `Zero` can't have this priority: 1 is the lowest, and the highest is one below esp-hal's `Priority::max()`
// expect: `Highest` can't have this priority
// expect: `Above` can't have this priority
// esp-hal runs the highest priority with interrupts off: a handler of it couldn't tell its interrupt from a call inside a lock. And there is none above.

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

mod irq {
    irqshare::handlers! {
        hal: super::hal;
        #[priority(0)]
        fn Zero(isr) {}
        #[priority(3)]
        fn Highest(isr) {}
        #[priority(4)]
        fn Above(isr) {}
        #[priority(2)]
        fn Right(isr) {}
    }
}

pub fn use_them() {
    irq::Right::handler();
}
