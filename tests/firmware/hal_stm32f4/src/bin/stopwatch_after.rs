//! The same with irqshare. The timer and the button move into their handlers. What both handlers use is one `Shared`, which neither masks for, since they have the same priority; main sees the time and the state of one
//! moment. Where the example switches the line TIM2, here the timer's handler looks at the state.
#![no_std]
#![no_main]

use core::fmt::Write;
use cortex_m_rt as _;
use irqshare::Shared;
use panic_halt as _;
use stm32f4xx_hal::gpio::Edge;
use stm32f4xx_hal::pac;
use stm32f4xx_hal::prelude::*;
use stm32f4xx_hal::rcc::Config;
use stm32f4xx_hal::serial::{self, Tx1};
use stm32f4xx_hal::timer::{Event, Timer};

static STOPWATCH: Shared<Stopwatch, (irq::TIM2, irq::EXTI0)> =
    Shared::new(Stopwatch { elapsed_ms: 0, state: State::Ready });

struct Stopwatch {
    elapsed_ms: u32,
    state: State,
}

#[derive(Clone, Copy)]
enum State {
    Ready,
    Running,
    Stopped,
}

mod irq {
    use super::{STOPWATCH, State};
    use stm32f4xx_hal::gpio::{ExtiPin, Input, PA0};
    use stm32f4xx_hal::pac;
    use stm32f4xx_hal::prelude::*;
    use stm32f4xx_hal::timer::{CounterUs, Flag};

    irqshare::handlers! {
        device: stm32f4xx_hal::pac;

        fn TIM2(isr, timer: &mut CounterUs<pac::TIM2>) {
            timer.clear_flags(Flag::Update);
            let stopwatch = STOPWATCH.get_mut(isr);
            if let State::Running = stopwatch.state {
                stopwatch.elapsed_ms += 1;
            }
        }

        fn EXTI0(isr, button: &mut PA0<Input>) {
            button.clear_interrupt_pending_bit();
            let stopwatch = STOPWATCH.get_mut(isr);
            stopwatch.state = match stopwatch.state {
                State::Ready => State::Running,
                State::Running | State::Stopped => State::Stopped,
            };
        }
    }
}

irqshare::main! {
    fn main(main) {
        let (Some(mut dp), Some(cp)) = (pac::Peripherals::take(), cortex_m::Peripherals::take()) else { return };
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

        irq::TIM2::enable(main, timer);
        irq::EXTI0::enable(main, board_btn);

        let mut delay = Timer::syst(cp.SYST, &rcc.clocks).delay();

        loop {
            let (state, elapsed) = STOPWATCH.lock(main, |stopwatch| (stopwatch.state, stopwatch.elapsed_ms));
            show(&mut tx, state, elapsed);
            delay.delay_ms(100);
        }
    }
}

fn show(tx: &mut Tx1, state: State, elapsed: u32) {
    let state = match state {
        State::Ready => "Ready",
        State::Running => "",
        State::Stopped => "Stopped",
    };
    let (minutes, seconds, millis) = (elapsed / 60000, elapsed % 60000 / 1000, elapsed % 1000);
    writeln!(tx, "{state} {minutes}:{seconds:02}.{millis:03}").unwrap();
}
