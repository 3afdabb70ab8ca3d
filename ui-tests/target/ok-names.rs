// target: thumbv7m-none-eabi features: unsafe-assume-single-core; expect: builds
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
    pub const NVIC_PRIO_BITS: u8 = 3;
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
        UART1 = 6,
        UART2 = 33,
    }
    // SAFETY: the numbers are those of the device.
    unsafe impl cortex_m::interrupt::InterruptNumber for Interrupt {
        fn number(self) -> u16 {
            self as u16
        }
    }
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
        fn UART0(isr) {}
        fn TIMER0(isr, main: &mut u32, number: &mut u64) { *main += 1; *number += 1 }
        fn PendSV(isr) {}
    }
}

/// Not even the prelude's names.
#[no_implicit_prelude]
pub mod bare {
    ::irqshare::handlers! {
        device: super::device;
        fn SysTick(_isr) {}
        fn UART1(_isr) {}
        fn UART2(_isr, led: &mut u32) { *led += 1 }
    }
}

mod start {
    struct Main;
    fn __irqshare_main() {}
    fn __irqshare_body() {}
    mod core {}
    irqshare::main! { fn main(main) { let _ = main; } }
}
