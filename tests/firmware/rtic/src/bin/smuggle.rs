//! `Main` goes to a task of RTIC's that runs in an interrupt: it must not build.
#![no_std]
#![no_main]

#[rtic::app(device = lm3s6965, dispatchers = [SSI0])]
mod app {
    use irqshare::Main;

    #[shared]
    struct Shared {}

    #[local]
    struct Local {
        main: Main,
    }

    #[init]
    fn init(_cx: init::Context) -> (Shared, Local) {
        (Shared {}, Local { main: Main::take().unwrap() })
    }

    #[task(priority = 1, local = [main])]
    async fn urgent(_cx: urgent::Context) {}
}

#[panic_handler]
fn panic(_info: &core::panic::PanicInfo) -> ! {
    loop {}
}
