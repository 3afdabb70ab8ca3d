//! The STM32F3 Discovery as both programs use it: eight LEDs in a ring, a serial port, a timer and the user's button.

use stm32f3xx_hal::gpio::{AF7, Edge, Input, Output, PA0, PC4, PC5, PEx, PushPull};
use stm32f3xx_hal::pac::{Peripherals, TIM7, USART1};
use stm32f3xx_hal::prelude::*;
use stm32f3xx_hal::serial::{self, Serial};
use stm32f3xx_hal::timer::{self, Timer};

pub type Button = PA0<Input>;
pub type Port = Serial<USART1, (PC4<AF7<PushPull>>, PC5<AF7<PushPull>>)>;

/// The LEDs, and which of them is on.
pub struct Ring {
    leds: [PEx<Output<PushPull>>; 8],
    on: usize,
}

impl Ring {
    pub fn step(&mut self, backwards: bool) {
        let _ = self.leds[self.on % 8].set_low();
        self.on = if backwards { self.on + 7 } else { self.on + 1 } % 8;
        let _ = self.leds[self.on % 8].set_high();
    }
}

pub struct Board {
    pub ring: Ring,
    pub timer: Timer<TIM7>,
    pub port: Port,
    pub button: Button,
}

impl Board {
    pub fn take() -> Self {
        let device = Peripherals::take().unwrap();
        let mut flash = device.FLASH.constrain();
        let mut rcc = device.RCC.constrain();
        let clocks = rcc.cfgr.freeze(&mut flash.acr);
        let mut syscfg = device.SYSCFG.constrain(&mut rcc.apb2);
        let mut exti = device.EXTI;
        let mut gpioa = device.GPIOA.split(&mut rcc.ahb);
        let mut gpioc = device.GPIOC.split(&mut rcc.ahb);
        let mut gpioe = device.GPIOE.split(&mut rcc.ahb);

        macro_rules! leds {
            ($($pin:ident)+) => { [$(gpioe.$pin.into_push_pull_output(&mut gpioe.moder, &mut gpioe.otyper).downgrade()),+] };
        }
        let ring = Ring { leds: leds!(pe8 pe9 pe10 pe11 pe12 pe13 pe14 pe15), on: 0 };

        let mut timer = Timer::new(device.TIM7, clocks, &mut rcc.apb1);
        timer.start(100.milliseconds());
        timer.enable_interrupt(timer::Event::Update);

        let pins = (
            gpioc.pc4.into_af_push_pull(&mut gpioc.moder, &mut gpioc.otyper, &mut gpioc.afrl),
            gpioc.pc5.into_af_push_pull(&mut gpioc.moder, &mut gpioc.otyper, &mut gpioc.afrl),
        );
        let mut port = Serial::new(device.USART1, pins, 115_200.Bd(), clocks, &mut rcc.apb2);
        port.enable_interrupt(serial::Event::ReceiveDataRegisterNotEmpty);

        let mut button = gpioa.pa0.into_pull_down_input(&mut gpioa.moder, &mut gpioa.pupdr);
        syscfg.select_exti_interrupt_source(&button);
        button.trigger_on_edge(&mut exti, Edge::Rising);
        button.enable_interrupt(&mut exti);

        Self { ring, timer, port, button }
    }
}
