//! The same with irqshare: the LED and the timer move into the handler.
#![no_std]
#![no_main]

use cortex_m_rt as _;
use panic_halt as _;
use stm32f4xx_hal::pac::Peripherals;
use stm32f4xx_hal::prelude::*;
use stm32f4xx_hal::rcc::Config;
use stm32f4xx_hal::timer::Event;

mod irq {
    use stm32f4xx_hal::gpio::{Output, PA5};
    use stm32f4xx_hal::pac;
    use stm32f4xx_hal::timer::CounterUs;

    irqshare::handlers! {
        device: stm32f4xx_hal::pac;

        fn TIM2(_isr, led: &mut PA5<Output>, timer: &mut CounterUs<pac::TIM2>) {
            led.toggle();
            let _ = timer.wait();
        }
    }
}

irqshare::main! {
    fn main(main) {
        let dp = Peripherals::take().unwrap();
        let mut rcc = dp.RCC.freeze(Config::hsi().sysclk(16.MHz()).pclk1(8.MHz()));

        let gpioa = dp.GPIOA.split(&mut rcc);
        let mut led = gpioa.pa5.into_push_pull_output();
        led.set_high();

        let mut timer = dp.TIM2.counter(&mut rcc);
        timer.start(1.secs()).unwrap();
        timer.listen(Event::Update);

        irq::TIM2::enable(main, led, timer);
    }
}
