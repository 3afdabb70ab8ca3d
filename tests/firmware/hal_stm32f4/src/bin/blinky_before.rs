//! stm32f4xx-hal's example `blinky-timer-irq` as it is: the LED and the timer wait in mutexes until the handler takes them into statics of its own.
#![no_std]
#![no_main]

use core::cell::RefCell;
use cortex_m::interrupt::Mutex;
use cortex_m_rt::entry;
use panic_halt as _;
use stm32f4xx_hal::gpio::{self, Output, PushPull};
use stm32f4xx_hal::pac::{Interrupt, Peripherals, TIM2, interrupt};
use stm32f4xx_hal::prelude::*;
use stm32f4xx_hal::rcc::Config;
use stm32f4xx_hal::timer::{CounterUs, Event};

type LedPin = gpio::PA5<Output<PushPull>>;

static G_LED: Mutex<RefCell<Option<LedPin>>> = Mutex::new(RefCell::new(None));
static G_TIM: Mutex<RefCell<Option<CounterUs<TIM2>>>> = Mutex::new(RefCell::new(None));

#[interrupt]
fn TIM2() {
    static mut LED: Option<LedPin> = None;
    static mut TIM: Option<CounterUs<TIM2>> = None;

    let led = LED.get_or_insert_with(|| cortex_m::interrupt::free(|cs| G_LED.borrow(cs).replace(None).unwrap()));
    let tim = TIM.get_or_insert_with(|| cortex_m::interrupt::free(|cs| G_TIM.borrow(cs).replace(None).unwrap()));

    led.toggle();
    let _ = tim.wait();
}

#[entry]
fn main() -> ! {
    let dp = Peripherals::take().unwrap();
    let mut rcc = dp.RCC.freeze(Config::hsi().sysclk(16.MHz()).pclk1(8.MHz()));

    let gpioa = dp.GPIOA.split(&mut rcc);
    let mut led = gpioa.pa5.into_push_pull_output();
    led.set_high();
    cortex_m::interrupt::free(|cs| *G_LED.borrow(cs).borrow_mut() = Some(led));

    let mut timer = dp.TIM2.counter(&mut rcc);
    timer.start(1.secs()).unwrap();
    timer.listen(Event::Update);
    cortex_m::interrupt::free(|cs| *G_TIM.borrow(cs).borrow_mut() = Some(timer));

    unsafe {
        cortex_m::peripheral::NVIC::unmask(Interrupt::TIM2);
    }
    #[allow(clippy::empty_loop)]
    loop {}
}
