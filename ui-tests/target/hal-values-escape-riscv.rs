// target: riscv32imac-unknown-none-elf features: unsafe-assume-single-core; expect only: borrowed data escapes outside of closure
// expect: cannot borrow `*main` as mutable because previous closure requires unique access
// expect: closure requires unique access to `*main` but it is already borrowed
// In `bind` main has what the handler has later: kept, it would be a second `&mut`. And it can't be bound again meanwhile.

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
        fn Line(isr, value: &mut u32) {}
    }
}

pub fn keeps(main: &mut irqshare::Main) -> u32 {
    let mut kept: Option<&mut u32> = None;
    irq::Line::bind(main, 5, |_, value| kept = Some(value));
    kept.map_or(0, |value| *value)
}

pub fn twice(main: &mut irqshare::Main) {
    irq::Line::bind(main, 5, |_, _| irq::Line::bind(main, 6, |_, _| ()));
}
