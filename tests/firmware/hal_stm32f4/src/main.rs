//! stm32f4xx-hal on an emulated STM32F405: its drivers move into handlers. The receiver of a serial port, a timer with an LED and a button each belong to the handler of their interrupt; what these have seen, main and
//! all three share.
//!
//! From the least urgent: EXTI0 (the button), TIM2, USART1. It says what it saw by USART1, asks for bytes and for presses of the button, and ends with `end`. With the feature `broken` main masks nothing.
#![no_std]
#![no_main]

use core::fmt::Write;
use cortex_m_semihosting::{debug, hprintln};
use heapless::Deque;
use irqshare::{Main, Shared, sleep_until};
use stm32f4xx_hal::gpio::Edge;
use stm32f4xx_hal::pac::Peripherals;
use stm32f4xx_hal::prelude::*;
use stm32f4xx_hal::rcc::Config;
use stm32f4xx_hal::serial::{self, Tx1};
use stm32f4xx_hal::timer::Event;

/// Bytes on their way from the receiver to main, which sends them back.
static QUEUE: Shared<Deque<u8, 64>, irq::USART1> = Shared::new(Deque::new());

/// What has happened, counted twice: by whom it was seen, and all of it. Who is interrupted in between by another one loses some.
static SEEN: Shared<Seen, (irq::EXTI0, irq::TIM2, irq::USART1)> =
    Shared::new(Seen { presses: 0, pends: 0, ticks: 0, bytes: 0, rounds: 0, all: 0 });

struct Seen {
    presses: u32,
    /// EXTI0 without the button.
    pends: u32,
    ticks: u32,
    bytes: u32,
    /// Main's own.
    rounds: u32,
    all: u32,
}

/// The ticks that main waits for, in which the button's line and the receiver's are made pending by hand, too.
const ENOUGH: u32 = 3000;

mod irq {
    use super::{ENOUGH, QUEUE, SEEN};
    use stm32f4xx_hal::gpio::{ExtiPin, Input, Output, PA0, PA5};
    use stm32f4xx_hal::pac;
    use stm32f4xx_hal::prelude::*;
    use stm32f4xx_hal::serial::Rx1;
    use stm32f4xx_hal::timer::{CounterHz, Flag};

    irqshare::handlers! {
        device: stm32f4xx_hal::pac;

        fn EXTI0(isr, button: &mut PA0<Input>) {
            let pressed = button.check_interrupt();
            button.clear_interrupt_pending_bit();
            SEEN.lock(isr, |seen| {
                seen.presses += u32::from(pressed);
                seen.pends += u32::from(!pressed);
                seen.all += 1;
            });
        }

        #[priority(2)]
        fn TIM2(isr, timer: &mut CounterHz<pac::TIM2>, led: &mut PA5<Output>) {
            timer.clear_flags(Flag::Update);
            led.toggle();
            let ticks = SEEN.lock(isr, |seen| {
                // It waits until this lock is over.
                USART1::pend();
                seen.ticks += 1;
                seen.all += 1;
                seen.ticks
            });
            EXTI0::pend();
            if ticks == ENOUGH {
                timer.unlisten(super::Event::Update);
            }
        }

        #[priority(3)]
        fn USART1(isr, rx: &mut Rx1, last: &mut &'static mut [u8; 16]) {
            if let Ok(byte) = rx.read() {
                let seen = SEEN.get_mut(isr);
                last[seen.bytes as usize % 16] = byte;
                seen.bytes += 1;
                seen.all += 1;
                // A queue that is full loses it, as main will see by the echo.
                let _ = QUEUE.get_mut(isr).push_back(byte);
            }
        }
    }
}

/// One more of main's rounds.
fn step(main: &mut Main) {
    let step = |seen: &mut Seen| {
        seen.rounds += 1;
        seen.all += 1;
    };
    if cfg!(feature = "broken") {
        // SAFETY: none: main isn't the handler. That the counts show it is what is tested.
        return step(SEEN.get_mut(&mut unsafe { irqshare::Isr::<irq::USART1>::steal() }));
    }
    SEEN.lock(main, step);
}

/// Sends back what comes, up to the end of the line.
fn echo(main: &mut Main, tx: &mut Tx1) {
    loop {
        let byte = sleep_until(main, |main, _| QUEUE.lock(main, Deque::pop_front));
        tx.write_char(byte.into()).unwrap();
        if byte == b'\n' {
            return;
        }
    }
}

fn start(main: &mut Main) {
    let mut device = Peripherals::take().unwrap();
    // QEMU has the internal oscillator alone: the bits that say that another one is ready never come.
    let mut rcc = device.RCC.freeze(Config::hsi());
    let mut syscfg = device.SYSCFG.constrain(&mut rcc);
    let gpioa = device.GPIOA.split(&mut rcc);

    let mut serial =
        device.USART1.serial::<u8>((gpioa.pa9, gpioa.pa10), serial::Config::default(), &mut rcc).unwrap();
    serial.listen(serial::Event::RxNotEmpty);
    let (mut tx, rx) = serial.split();

    let mut button = gpioa.pa0.into_pull_down_input();
    button.make_interrupt_source(&mut syscfg);
    button.trigger_on_edge(&mut device.EXTI, Edge::Rising);
    button.enable_interrupt(&mut device.EXTI);

    irq::USART1::enable(main, rx, cortex_m::singleton!(: [u8; 16] = [0; 16]).unwrap());
    irq::EXTI0::enable(main, button);

    let _ = writeln!(tx, "type");
    echo(main, &mut tx);
    for press in 1..=3 {
        let _ = writeln!(tx, "press");
        sleep_until(main, |main, _| SEEN.lock(main, |seen| (seen.presses == press).then_some(())));
        let _ = writeln!(tx, "pressed {press}");
    }

    let mut timer = device.TIM2.counter_hz(&mut rcc);
    timer.start(1.kHz()).unwrap();
    timer.listen(Event::Update);
    irq::TIM2::enable(main, timer, gpioa.pa5.into_push_pull_output());
    let mut seed = 1_u32;
    while SEEN.lock(main, |seen| seen.ticks) < ENOUGH {
        step(main);
        // The rounds are of no one length, or each tick might find them at the same place (a linear congruential generator; its upper bits are the good ones).
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (0..seed >> 29).for_each(|_| cortex_m::asm::nop());
    }
    let (timer, mut led) = irq::TIM2::disable(main).unwrap();
    led.set_low();
    let _ = timer.release();
    SEEN.lock(main, |seen| {
        let _ = writeln!(
            tx,
            "ticks: {}, pends: {}, bytes: {}, presses: {}",
            seen.ticks, seen.pends, seen.bytes, seen.presses
        );
        let _ = writeln!(
            tx,
            "lost: {}",
            seen.presses + seen.pends + seen.ticks + seen.bytes + seen.rounds - seen.all
        );
        let _ = writeln!(tx, "main ran on: {}", seen.rounds > ENOUGH);
    });
    let (_rx, last) = irq::USART1::disable(main).unwrap();
    let _ = write!(tx, "received: {}", core::str::from_utf8(&last[..13]).unwrap_or("?\n"));
    let _ = writeln!(tx, "end");
}

irqshare::main! {
    #[cfg(not(feature = "entry"))]
    fn main(main) {
        start(main);
    }
}

irqshare::main! {
    #[cfg(feature = "entry")]
    #[cortex_m_rt::entry]
    fn main(main) {
        start(main);
    }
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    let _ = hprintln!("{}", info);
    debug::exit(debug::EXIT_FAILURE);
    loop {}
}
