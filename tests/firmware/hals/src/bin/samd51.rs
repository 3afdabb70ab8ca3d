//! atsamd-hal on a SAMD51: a timer and an LED move into the timer's handler.
#![no_std]
#![no_main]

use atsamd_hal::clock::GenericClockController;
use atsamd_hal::fugit::ExtU32;
use atsamd_hal::gpio::Pins;
use atsamd_hal::pac::Peripherals;
use atsamd_hal::timer::TimerCounter;
use atsamd_hal::timer_traits::InterruptDrivenTimer;
use cortex_m_rt as _;
use irqshare::Shared;
use panic_halt as _;

static TICKS: Shared<u32, irq::TC2> = Shared::new(0);

mod irq {
    use atsamd_hal::gpio::{PA16, Pin, PushPullOutput};
    use atsamd_hal::timer::TimerCounter2;
    use atsamd_hal::timer_traits::InterruptDrivenTimer;
    use embedded_hal::digital::StatefulOutputPin;

    irqshare::handlers! {
        device: atsamd_hal::pac;

        #[priority(3)]
        fn TC2(isr, timer: &mut TimerCounter2, led: &mut Pin<PA16, PushPullOutput>) {
            let _ = timer.wait();
            let _ = led.toggle();
            *super::TICKS.get_mut(isr) += 1;
        }
    }
}

irqshare::main! {
    fn main(main) {
        let mut device = Peripherals::take().unwrap();
        let mut clocks = GenericClockController::with_internal_32kosc(
            device.gclk,
            &mut device.mclk,
            &mut device.osc32kctrl,
            &mut device.oscctrl,
            &mut device.nvmctrl,
        );
        let clock = clocks.gclk0();
        let clock = clocks.tc2_tc3(&clock).unwrap();
        let led = Pins::new(device.port).pa16.into_push_pull_output();
        let mut timer = TimerCounter::tc2_(&clock, device.tc2, &mut device.mclk);
        timer.start(1.millis());
        timer.enable_interrupt();
        irq::TC2::enable(main, timer, led);
        while TICKS.lock(main, |ticks| *ticks) < 10 {}
        irq::TC2::disable(main);
    }
}
