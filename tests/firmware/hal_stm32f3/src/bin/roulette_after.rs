//! The same with irqshare: what a handler works with moves into it.
#![no_std]
#![no_main]

#[path = "../board.rs"]
mod board;

use board::Board;
use cortex_m_rt as _;
use irqshare::Shared;
use panic_halt as _;

/// The ring turns the other way at each press of the button, and after each byte.
static BACKWARDS: Shared<bool, (irq::TIM7, irq::USART1_EXTI25, irq::EXTI0)> = Shared::new(false);

mod irq {
    use super::BACKWARDS;
    use super::board::{Button, Port, Ring};
    use stm32f3xx_hal::pac;
    use stm32f3xx_hal::prelude::*;
    use stm32f3xx_hal::timer::{Event, Timer};

    irqshare::handlers! {
        device: stm32f3xx_hal::pac;

        fn TIM7(isr, timer: &mut Timer<pac::TIM7>, ring: &mut Ring) {
            timer.clear_event(Event::Update);
            ring.step(*BACKWARDS.get_mut(isr));
        }

        fn USART1_EXTI25(isr, port: &mut Port) {
            if let Ok(byte) = port.read() {
                let _ = nb::block!(port.write(byte));
                turn(BACKWARDS.get_mut(isr));
            }
        }

        fn EXTI0(isr, button: &mut Button) {
            button.clear_interrupt();
            turn(BACKWARDS.get_mut(isr));
        }
    }

    fn turn(backwards: &mut bool) {
        *backwards = !*backwards;
    }
}

irqshare::main! {
    fn main(main) {
        let board = Board::take();
        irq::TIM7::enable(main, board.timer, board.ring);
        irq::USART1_EXTI25::enable(main, board.port);
        irq::EXTI0::enable(main, board.button);
        loop {
            cortex_m::asm::wfi();
        }
    }
}
