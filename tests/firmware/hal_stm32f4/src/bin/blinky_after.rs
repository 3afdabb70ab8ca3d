//! The same with irqshare: the LED and the timer move into the handler.
#![no_std]
#![no_main]

use cortex_m_rt as _;
use panic_halt as _;
use stm32f4xx_hal::gpio::{Output, PA5};
use stm32f4xx_hal::pac;
use stm32f4xx_hal::prelude::*;
use stm32f4xx_hal::rcc::Config;
use stm32f4xx_hal::timer::{CounterUs, Event};

type Led = PA5<Output>;
type Tim = CounterUs<pac::TIM2>;

mod irq {
    use super::{Led, Tim};

    irqshare::handlers! {
        device: stm32f4xx_hal::pac;

        fn TIM2(_isr, led: &mut Led, tim: &mut Tim) {
            led.toggle();
            let _ = tim.wait();
        }
    }
}

irqshare::main! {
    fn main(main) {
        let dp = pac::Peripherals::take().unwrap();
        let clocks =
            Config::hsi().sysclk(16.MHz()).pclk1(8.MHz());
        let mut rcc = dp.RCC.freeze(clocks);

        let gpioa = dp.GPIOA.split(&mut rcc);
        let mut led = gpioa.pa5.into_push_pull_output();
        led.set_high();

        let mut timer = dp.TIM2.counter(&mut rcc);
        timer.start(1.secs()).unwrap();
        timer.listen(Event::Update);

        irq::TIM2::enable(main, led, timer);
    }
}
