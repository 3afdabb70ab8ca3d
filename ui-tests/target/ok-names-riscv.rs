// target: riscv32imac-unknown-none-elf features: unsafe-assume-single-core; expect: builds
// What the macros define and use doesn't meet the user's own names. Most are the same on a host, where `ui-tests/build/names.rs` has them; these are what this target adds.

#[rustfmt::skip]
#[allow(unused_macros)]
#[macro_use]
mod macros {
    macro_rules! assert { ($($any:tt)*) => { not the macro that was meant } }
    macro_rules! concat { ($($any:tt)*) => { not the macro that was meant } }
    macro_rules! global_asm { ($($any:tt)*) => { not the macro that was meant } }
    macro_rules! module_path { ($($any:tt)*) => { not the macro that was meant } }
    macro_rules! panic { ($($any:tt)*) => { not the macro that was meant } }
    macro_rules! stringify { ($($any:tt)*) => { not the macro that was meant } }
    macro_rules! __irqshare_export { ($($any:tt)*) => { not the macro that was meant } }
    macro_rules! __irqshare_own_name { ($($any:tt)*) => { not the macro that was meant } }
    macro_rules! __irqshare_trampoline { ($($any:tt)*) => { not the macro that was meant } }
    macro_rules! __irqshare_unmaskable { ($($any:tt)*) => { not the macro that was meant } }
}

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        MachineTimer = 7,
        MachineSoft = 3,
    }
    // SAFETY: the numbers are those of the device.
    unsafe impl riscv_rt::InterruptNumber for Interrupt {
        const MAX_INTERRUPT_NUMBER: usize = 7;
        fn number(self) -> usize {
            self as usize
        }
        fn from_number(_: usize) -> riscv_rt::result::Result<Self> {
            Ok(Self::MachineTimer)
        }
    }
    // SAFETY: it is a core interrupt.
    unsafe impl riscv_rt::CoreInterruptNumber for Interrupt {}
}

#[allow(dead_code, non_camel_case_types, non_upper_case_globals)]
pub mod irq {
    enum Names { Ok, Err, Some, None }
    use Names::*;
    enum Option {}
    enum Result {}
    struct Isr;
    struct u8;
    struct u16;
    struct Numbered;
    struct Values;
    trait InterruptNumber {}
    trait Line {}
    trait Pac {}
    trait Vector {}
    mod core {}
    mod device {}
    const ANCHOR: () = ();
    const LAST_UNMASKABLE: () = ();
    const NVIC_PRIO_BITS: () = ();
    const VALUES: () = ();
    const handler: () = ();
    const level: () = ();
    const n: () = ();
    const slot: () = ();
    fn __irqshare_body() {}
    fn __irqshare_trampoline() {}
    fn __irqshare_values() {}
    fn is_a_pac() {}
    fn trampoline() {}

    irqshare::handlers! {
        device: super::device;
        fn MachineTimer(isr) {}
    }
}

/// Not even the prelude's names.
#[no_implicit_prelude]
pub mod bare {
    ::irqshare::handlers! {
        device: super::device;
        fn MachineSoft(_isr) {}
    }
}

mod start {
    struct Main;
    fn __irqshare_main() {}
    fn __irqshare_body() {}
    mod core {}
    irqshare::main! { fn main(main) { let _ = main; } }
}
