//! stm32f4xx-hal's example `stopwatch-with-ssd1306-and-interrupts`: a button starts and stops the interrupt of a timer that counts milliseconds. Instead of the display it writes to a serial port, its button is on
//! PA0, its clock the internal oscillator and its period the millisecond that the example's comment speaks of, all for the emulator's sake.
#![no_std]
#![no_main]

use core::cell::{Cell, RefCell};
use core::fmt::Write;
use core::ops::DerefMut;
use cortex_m::interrupt::{CriticalSection, Mutex, free};
use cortex_m_rt::entry;
use panic_halt as _;
use stm32f4xx_hal::gpio::{Edge, Input, PA0};
use stm32f4xx_hal::prelude::*;
use stm32f4xx_hal::rcc::Config;
use stm32f4xx_hal::serial::{self, Tx1};
use stm32f4xx_hal::timer::{CounterUs, Event, Flag, Timer};
use stm32f4xx_hal::{interrupt, pac};

static ELAPSED_MS: Mutex<Cell<u32>> = Mutex::new(Cell::new(0u32));
static TIMER_TIM2: Mutex<RefCell<Option<CounterUs<pac::TIM2>>>> = Mutex::new(RefCell::new(None));
static STATE: Mutex<Cell<StopwatchState>> = Mutex::new(Cell::new(StopwatchState::Ready));
static BUTTON: Mutex<RefCell<Option<PA0<Input>>>> = Mutex::new(RefCell::new(None));

#[derive(Clone, Copy)]
enum StopwatchState {
    Ready,
    Running,
    Stopped,
}

#[entry]
fn main() -> ! {
    if let (Some(mut dp), Some(cp)) = (pac::Peripherals::take(), cortex_m::Peripherals::take()) {
        let mut rcc = dp.RCC.freeze(Config::hsi());
        let gpioa = dp.GPIOA.split(&mut rcc);
        let mut tx: Tx1 = dp.USART1.tx(gpioa.pa9, serial::Config::default(), &mut rcc).unwrap();

        let mut syscfg = dp.SYSCFG.constrain(&mut rcc);
        let mut board_btn = gpioa.pa0.into_pull_up_input();
        board_btn.make_interrupt_source(&mut syscfg);
        board_btn.enable_interrupt(&mut dp.EXTI);
        board_btn.trigger_on_edge(&mut dp.EXTI, Edge::Falling);

        let mut timer = dp.TIM2.counter(&mut rcc);
        timer.start(1.millis()).unwrap();
        timer.listen(Event::Update);

        let btn_int_num = board_btn.interrupt();

        free(|cs| {
            TIMER_TIM2.borrow(cs).replace(Some(timer));
            BUTTON.borrow(cs).replace(Some(board_btn));
        });

        pac::NVIC::unpend(pac::Interrupt::TIM2);
        pac::NVIC::unpend(btn_int_num);
        unsafe {
            pac::NVIC::unmask(btn_int_num);
        };

        let mut delay = Timer::syst(cp.SYST, &rcc.clocks).delay();

        loop {
            let elapsed = free(|cs| ELAPSED_MS.borrow(cs).get());
            let state = free(|cs| STATE.borrow(cs).get());
            show(&mut tx, state, elapsed);
            delay.delay_ms(100);
        }
    }

    loop {}
}

#[interrupt]
fn TIM2() {
    free(|cs| {
        if let Some(tim2) = TIMER_TIM2.borrow(cs).borrow_mut().deref_mut() {
            tim2.clear_flags(Flag::Update);
        }

        let cell = ELAPSED_MS.borrow(cs);
        let val = cell.get();
        cell.replace(val + 1);
    });
}

#[interrupt]
fn EXTI0() {
    free(|cs| {
        let mut btn_ref = BUTTON.borrow(cs).borrow_mut();
        if let Some(btn) = btn_ref.deref_mut() {
            btn.clear_interrupt_pending_bit();

            let state = STATE.borrow(cs).get();
            match state {
                StopwatchState::Ready => {
                    stopwatch_start(cs);
                    STATE.borrow(cs).replace(StopwatchState::Running);
                }
                StopwatchState::Running => {
                    stopwatch_stop(cs);
                    STATE.borrow(cs).replace(StopwatchState::Stopped);
                }
                StopwatchState::Stopped => {}
            }
        }
    });
}

fn stopwatch_start(cs: &CriticalSection) {
    ELAPSED_MS.borrow(cs).replace(0);
    unsafe {
        pac::NVIC::unmask(pac::Interrupt::TIM2);
    }
}

fn stopwatch_stop(_cs: &CriticalSection) {
    pac::NVIC::mask(pac::Interrupt::TIM2);
}

fn show(tx: &mut Tx1, state: StopwatchState, elapsed: u32) {
    let state = match state {
        StopwatchState::Ready => "Ready",
        StopwatchState::Running => "",
        StopwatchState::Stopped => "Stopped",
    };
    let (minutes, seconds, millis) = (elapsed / 60000, elapsed % 60000 / 1000, elapsed % 1000);
    writeln!(tx, "{state} {minutes}:{seconds:02}.{millis:03}").unwrap();
}
