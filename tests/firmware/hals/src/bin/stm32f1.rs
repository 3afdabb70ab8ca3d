//! stm32f1xx-hal's example `exti`, whose LED and pin are in a `static mut` each: they move into the handler.
#![no_std]
#![no_main]

use cortex_m_rt as _;
use irqshare::Shared;
use panic_halt as _;
use stm32f1xx_hal::gpio::{Edge, ExtiPin};
use stm32f1xx_hal::pac::Peripherals;
use stm32f1xx_hal::prelude::*;

static EDGES: Shared<u32, irq::EXTI9_5> = Shared::new(0);

mod irq {
    use stm32f1xx_hal::gpio::{ExtiPin, Floating, Input, Output, PA7, PC13};

    irqshare::handlers! {
        device: stm32f1xx_hal::pac;

        fn EXTI9_5(isr, led: &mut PC13<Output>, pin: &mut PA7<Input<Floating>>) {
            if pin.check_interrupt() {
                led.toggle();
                pin.clear_interrupt_pending_bit();
                *super::EDGES.get_mut(isr) += 1;
            }
        }
    }
}

irqshare::main! {
    fn main(main) {
        let mut device = Peripherals::take().unwrap();
        let mut rcc = device.RCC.constrain();
        let mut gpioa = device.GPIOA.split(&mut rcc);
        let mut gpioc = device.GPIOC.split(&mut rcc);
        let mut afio = device.AFIO.constrain(&mut rcc);

        let led = gpioc.pc13.into_push_pull_output(&mut gpioc.crh);
        let mut pin = gpioa.pa7.into_floating_input(&mut gpioa.crl);
        pin.make_interrupt_source(&mut afio);
        pin.trigger_on_edge(&mut device.EXTI, Edge::RisingFalling);
        pin.enable_interrupt(&mut device.EXTI);
        irq::EXTI9_5::enable(main, led, pin);

        while EDGES.lock(main, |edges| *edges) < 10 {}
        irq::EXTI9_5::disable(main);
    }
}
