//! `main!` behind embassy's own entry: its main task has `Main`, and lends it to another task. Prints how often they counted together, and `end`.
#![no_std]
#![no_main]

use cortex_m_rt as _;
use cortex_m_semihosting::{debug, hprintln};
use embassy_executor::Spawner;
use irqshare::{Event, MainHandle, Shared};

static COUNTED: Event = Event::new();
static COUNT: Shared<u32, irq::UART0> = Shared::new(0);

mod irq {
    irqshare::handlers! {
        device: device;
        fn UART0(isr) {
            *super::COUNT.get_mut(isr) += 1;
            super::COUNTED.set();
        }
    }
}

#[embassy_executor::task]
async fn adds(main: MainHandle<'static>) {
    loop {
        COUNTED.wait().await;
        main.with(|main| COUNT.lock(main, |count| *count += 1));
    }
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    let _ = hprintln!("{}", info);
    debug::exit(debug::EXIT_FAILURE);
    loop {}
}

irqshare::main! {
    #[embassy_executor::main]
    async fn main(main, spawner: Spawner) {
        assert!(irqshare::Main::take().is_none(), "`main!` lent it");
        irq::UART0::enable(main);
        let main = main.handle();
        spawner.spawn(adds(main).unwrap());
        let counted = || main.with(|main| COUNT.lock(main, |count| *count));
        for round in 1..=50 {
            irq::UART0::pend();
            while counted() < 2 * round {
                others().await;
            }
        }
        let _ = hprintln!("{}\nend", counted());
        debug::exit(debug::EXIT_SUCCESS);
    }
}

/// Lets the other task run.
async fn others() {
    let mut yielded = false;
    core::future::poll_fn(|cx| {
        cx.waker().wake_by_ref();
        if core::mem::replace(&mut yielded, true) {
            core::task::Poll::Ready(())
        } else {
            core::task::Poll::Pending
        }
    })
    .await
}
