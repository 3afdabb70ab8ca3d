// target: riscv32imac-unknown-none-elf features: unsafe-assume-single-core; expect only: some handlers of this cell are bound by `hal:`, and some aren't
// A handler behind `hal:` is let in by what it knows of the others' priorities, and knows nothing of one that the runtime binds, or that makes its `Isr` by `unsafe`: that one could begin while it has the cell.

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

use irqshare::{Shared, Vector};

pub enum Foreign {}
// SAFETY: an example, whose handler isn't there.
unsafe impl Vector for Foreign {
    const NAME: &'static str = "Foreign";
    const NUMBER: u16 = 1;
    const PRIORITY: u16 = 1;
    const PRIORITY_BITS: u8 = <irq::Tick as Vector>::PRIORITY_BITS;
}

mod irq {
    irqshare::handlers! {
        hal: super::hal;
        fn Tick(isr) {}
    }
}

static CELL: Shared<u32, (irq::Tick, Foreign)> = Shared::new(0);

pub fn use_it(main: &mut irqshare::Main) {
    CELL.lock(main, |n| *n += 1);
}
