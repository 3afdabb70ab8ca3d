//! nrf51-hal, on an emulated micro:bit: a timer and an LED move into the timer's handler. Prints what it saw, and ends with `end`. With the feature `broken` main masks nothing.
#![no_std]
#![no_main]

use cortex_m_rt as _;
use cortex_m_semihosting::{debug, hprintln};
use embedded_hal::digital::StatefulOutputPin;
use irqshare::{Main, Shared};
use nrf51_hal::gpio::{Level, p0};
use nrf51_hal::pac::Peripherals;
use nrf51_hal::timer::Timer;

/// The timer's ticks, main's rounds, and both.
static SEEN: Shared<[u32; 3], irq::TIMER0> = Shared::new([0; 3]);
const ENOUGH: u32 = 1001;

mod irq {
    use embedded_hal::digital::StatefulOutputPin;
    use nrf51_hal::gpio::{Output, Pin, PushPull};
    use nrf51_hal::pac;
    use nrf51_hal::timer::{Periodic, Timer};

    irqshare::handlers! {
        device: nrf51_hal::pac;

        #[priority(3)]
        fn TIMER0(isr, timer: &mut Timer<pac::TIMER0, Periodic>, led: &mut Pin<Output<PushPull>>) {
            timer.reset_event();
            let [ticks, _, all] = super::SEEN.get_mut(isr);
            if *ticks < super::ENOUGH {
                let _ = led.toggle();
                *ticks += 1;
                *all += 1;
            }
        }
    }
}

fn step(main: &mut Main) {
    let step = |[_, rounds, all]: &mut [u32; 3]| {
        *rounds += 1;
        *all += 1;
    };
    if cfg!(feature = "broken") {
        // SAFETY: none: main isn't the handler. That the counts show it is what is tested.
        return step(SEEN.get_mut(&mut unsafe { irqshare::Isr::<irq::TIMER0>::steal() }));
    }
    SEEN.lock(main, step)
}

irqshare::main! {
    fn main(main) {
        let device = Peripherals::take().unwrap();
        let led = p0::Parts::new(device.GPIO).p0_13.into_push_pull_output(Level::Low).degrade();
        let mut timer = Timer::periodic(device.TIMER0);
        timer.enable_interrupt();
        timer.start(50_u32);
        irq::TIMER0::enable(main, timer, led);
        while SEEN.lock(main, |seen| seen[0]) < ENOUGH {
            step(main);
        }
        let (timer, mut led) = irq::TIMER0::disable(main).unwrap();
        timer.free();
        let [ticks, rounds, all] = SEEN.lock(main, |seen| *seen);
        let _ = hprintln!("ticks: {}, the LED is on: {:?}", ticks, led.is_set_high());
        let _ = hprintln!("lost: {}", ticks + rounds - all);
        let _ = hprintln!("main ran on: {}", rounds > ENOUGH);
        let _ = hprintln!("end");
        debug::exit(debug::EXIT_SUCCESS);
    }
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    let _ = hprintln!("{}", info);
    debug::exit(debug::EXIT_FAILURE);
    loop {}
}
