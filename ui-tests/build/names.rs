// Must build: what the macros define and use doesn't meet the user's own names, and `#[cfg]` works on a handler.

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        UART0 = 5,
        TIMER0 = 19,
        GPIOA = 0,
    }
}

fn body(n: u32) -> u32 {
    n
}

#[rustfmt::skip]
#[allow(unused_macros)]
#[macro_use]
mod macros {
    macro_rules! assert { ($($any:tt)*) => { not the macro that was meant } }
    macro_rules! cfg { ($($any:tt)*) => { not the macro that was meant } }
    macro_rules! compile_error { ($($any:tt)*) => { not the macro that was meant } }
    macro_rules! concat { ($($any:tt)*) => { not the macro that was meant } }
    macro_rules! global_asm { ($($any:tt)*) => { not the macro that was meant } }
    macro_rules! handlers { ($($any:tt)*) => { not the macro that was meant } }
    macro_rules! module_path { ($($any:tt)*) => { not the macro that was meant } }
    macro_rules! panic { ($($any:tt)*) => { not the macro that was meant } }
    macro_rules! stringify { ($($any:tt)*) => { not the macro that was meant } }
    macro_rules! __irqshare_bind { ($($any:tt)*) => { not the macro that was meant } }
    macro_rules! __irqshare_handlers { ($($any:tt)*) => { not the macro that was meant } }
    macro_rules! __irqshare_main { ($($any:tt)*) => { not the macro that was meant } }
}

#[allow(dead_code, non_camel_case_types, non_snake_case)]
mod irq {
    use super::body;
    type bool = f32;
    type u8 = i64;
    type u16 = i8;
    struct str;
    struct Isr;
    struct Main;
    struct Values;
    enum Names {
        Ok,
        Err,
        Some,
        None,
    }
    use Names::*;
    enum Option {}
    enum Refusal {}
    enum Result {}
    trait Fn {}
    trait FnOnce {}
    trait Line {}
    trait Sized {}
    trait Sync {}
    trait Vector {}
    mod core {}
    mod std {}
    mod __private {}
    const PRIORITY: i32 = 2;
    const BITS: i32 = 3;
    const VALUES: u32 = 1;
    fn __irqshare_body() {}
    fn __irqshare_trampoline() {}
    fn __irqshare_values() {}

    irqshare::handlers! {
        device: super::device;

        #[priority(PRIORITY as _)]
        fn UART0(isr, main: &mut u32, swap: &mut super::Wide) {
            *main += body(VALUES);
            swap.0 += 1;
        }

        #[priority(BITS as _)]
        fn TIMER0() {
            let _ = (Ok, Err, Some, None);
        }

        fn SysTick(_isr) {}

        /// Left out.
        #[cfg(any())]
        fn GPIOA(isr, led: &mut Nothing) {}
    }
}

pub struct Wide(u64);

/// Not even the prelude's names.
#[no_implicit_prelude]
mod bare {
    ::irqshare::handlers! {
        device: super::device;
        fn UART0(_isr, led: &mut u32) { *led += 1 }
        fn PendSV(_isr) {}
    }
}

irqshare::main! {
    fn main(main) {
        let _: &mut irqshare::Main = main;
        let _ = irqshare::model::Setup::cortex_m().attach::<irq::UART0>(1).attach::<irq::TIMER0>(1).attach::<irq::SysTick>(1).attach::<bare::UART0>(1).attach::<bare::PendSV>(1);
        let _ = irq::UART0::enable as fn(&mut irqshare::Main, u32, Wide);
    }
}
