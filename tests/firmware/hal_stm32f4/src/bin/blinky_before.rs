//! stm32f4xx-hal's example `blinky-timer-irq` as it is: the LED and the timer wait in mutexes until the handler takes them into statics of its own.
#![no_std]
#![no_main]

use core::cell::RefCell;
use cortex_m::interrupt::{Mutex, free};
use cortex_m::peripheral::NVIC;
use cortex_m_rt::entry;
use panic_halt as _;
use stm32f4xx_hal::gpio::{Output, PA5};
use stm32f4xx_hal::pac::{self, interrupt};
use stm32f4xx_hal::prelude::*;
use stm32f4xx_hal::rcc::Config;
use stm32f4xx_hal::timer::{CounterUs, Event};

type Led = PA5<Output>;
type Tim = CounterUs<pac::TIM2>;

static G_LED: Mutex<RefCell<Option<Led>>> = Mutex::new(RefCell::new(None));
static G_TIM: Mutex<RefCell<Option<Tim>>> = Mutex::new(RefCell::new(None));

#[interrupt]
fn TIM2() {
    static mut LED: Option<Led> = None;
    static mut TIM: Option<Tim> = None;

    let led = LED.get_or_insert_with(|| free(|cs| G_LED.borrow(cs).take().unwrap()));
    let tim = TIM.get_or_insert_with(|| free(|cs| G_TIM.borrow(cs).take().unwrap()));

    led.toggle();
    let _ = tim.wait();
}

#[entry]
fn main() -> ! {
    let dp = pac::Peripherals::take().unwrap();
    let clocks = Config::hsi().sysclk(16.MHz()).pclk1(8.MHz());
    let mut rcc = dp.RCC.freeze(clocks);

    let gpioa = dp.GPIOA.split(&mut rcc);
    let mut led = gpioa.pa5.into_push_pull_output();
    led.set_high();
    free(|cs| G_LED.borrow(cs).replace(Some(led)));

    let mut timer = dp.TIM2.counter(&mut rcc);
    timer.start(1.secs()).unwrap();
    timer.listen(Event::Update);
    free(|cs| G_TIM.borrow(cs).replace(Some(timer)));

    unsafe { NVIC::unmask(pac::Interrupt::TIM2) };

    #[allow(clippy::empty_loop)]
    loop {}
}
