//! The guide's page on RTIC: before.
#![no_std]
#![no_main]

#[rtic::app(device = lm3s6965)]
mod app {
    use from_rtic::{Led, finish};
    use lm3s6965::Interrupt;

    #[shared]
    struct Shared {
        errors: u32,
    }

    #[local]
    struct Local {
        led: Led,
    }

    #[init]
    fn init(_: init::Context) -> (Shared, Local) {
        let led = Led::new();
        (Shared { errors: 0 }, Local { led })
    }

    #[idle(shared = [errors])]
    fn idle(mut cx: idle::Context) -> ! {
        rtic::pend(Interrupt::GPIOA);
        rtic::pend(Interrupt::GPIOB);
        finish(cx.shared.errors.lock(|n| *n))
    }

    #[task(binds = GPIOA, priority = 1,
           shared = [errors], local = [led])]
    fn a(mut cx: a::Context) {
        cx.shared.errors.lock(|n| *n += 1);
        cx.local.led.toggle();
    }

    #[task(binds = GPIOB, priority = 2,
           shared = [errors])]
    fn b(mut cx: b::Context) {
        cx.shared.errors.lock(|n| *n += 1);
    }
}
