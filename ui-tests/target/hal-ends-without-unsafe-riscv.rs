// target: riscv32imac-unknown-none-elf features: unsafe-assume-single-core; expect only: call to unsafe function `irqshare::__private::leave` is unsafe
// expect: call to unsafe function `unreachable_unchecked` is unsafe
// expect: `*mut u8` cannot be sent between threads safely
// A handler that ended before it ends would let in another one of its priority; a handler's body is safe code; and its values cross over to it.

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
        fn Tick(isr) {
            let entered = irqshare::__private::enter::<Soft>(true);
            irqshare::__private::leave(entered);
        }
        fn Soft(isr) {
            core::hint::unreachable_unchecked();
        }
        fn Line(isr, value: &mut *mut u8) {}
    }
}
