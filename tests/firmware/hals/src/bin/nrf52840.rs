//! nrf52840-hal: a timer and an LED move into the timer's handler.
#![no_std]
#![no_main]

use cortex_m_rt as _;
use irqshare::Shared;
use nrf52840_hal::gpio::{Level, p0};
use nrf52840_hal::pac::Peripherals;
use nrf52840_hal::timer::Timer;
use panic_halt as _;

static TICKS: Shared<u32, irq::TIMER0> = Shared::new(0);

mod irq {
    use embedded_hal::digital::StatefulOutputPin;
    use nrf52840_hal::gpio::{Output, Pin, PushPull};
    use nrf52840_hal::pac;
    use nrf52840_hal::timer::{Periodic, Timer};

    irqshare::handlers! {
        device: nrf52840_hal::pac;

        #[priority(3)]
        fn TIMER0(isr, timer: &mut Timer<pac::TIMER0, Periodic>, led: &mut Pin<Output<PushPull>>) {
            timer.reset_event();
            let _ = led.toggle();
            *super::TICKS.get_mut(isr) += 1;
        }
    }
}

irqshare::main! {
    fn main(main) {
        let device = Peripherals::take().unwrap();
        let led = p0::Parts::new(device.P0).p0_13.into_push_pull_output(Level::High).degrade();
        let mut timer = Timer::periodic(device.TIMER0);
        timer.enable_interrupt();
        timer.start(1_000_000);
        irq::TIMER0::enable(main, timer, led);
        while TICKS.lock(main, |ticks| *ticks) < 10 {}
        let (timer, _led) = irq::TIMER0::disable(main).unwrap();
        timer.free();
    }
}
