//! ESP32-C3, C6 and H2, with the promise: `handlers!` makes what esp-hal takes, with drivers that move in, and cells between handlers of three priorities and main. No emulator runs it: it must link, and the trampolines
//! are looked at.
#![no_std]
#![no_main]

use esp_hal::gpio::{Event, Input, InputConfig, Io};
use esp_hal::interrupt::software::SoftwareInterrupt;
use esp_hal::peripherals::Interrupt;
use esp_hal::time::Duration;
use esp_hal::timer::{PeriodicTimer, timg::TimerGroup};
use esp_hal::uart::{Config, Uart, UartInterrupt};
use esp_hal::{Blocking, interrupt};
use irqshare::{Global, Isr, Moved, Shared, sleep_until};

/// For main, and three handlers: at the ceiling without a mask.
static TICKS: Shared<u32, (irq::Tick, irq::Button, irq::Line)> = Shared::new(0);
static LINE: Shared<[u8; 16], irq::Line> = Shared::new([0; 16]);
static SOFTWARE: Moved<SoftwareInterrupt<'static, 0>, irq::Soft> = Moved::new();
static PRESSED: Global<bool> = Global::new(false);

mod irq {
    use super::*;

    irqshare::handlers! {
        hal: esp_hal;

        /// The timer moves in.
        #[priority(2)]
        fn Tick(isr, timer: &mut PeriodicTimer<'static, Blocking>) {
            timer.clear_interrupt();
            TICKS.lock(isr, |ticks| *ticks += 1);
        }

        #[priority(5)]
        fn Button(isr, button: &mut Input<'static>) {
            button.clear_interrupt();
            *TICKS.get_mut(isr) = 0;
            PRESSED.set(true);
        }

        /// At the default priority, the lowest. Two values.
        fn Line(isr, port: &mut Uart<'static, Blocking>, errors: &mut u32) {
            if port.read_buffered(LINE.get_mut(isr)).is_err() {
                *errors += 1;
            }
            port.clear_interrupts(UartInterrupt::RxFifoFull.into());
            TICKS.lock(isr, |ticks| *ticks += 1);
        }

        #[priority(14)]
        fn Soft(isr) {
            raised(isr);
        }
    }
}

/// A part of the handler: without the `Isr` it couldn't be called.
#[inline(never)]
fn raised(isr: &mut Isr<'_, irq::Soft>) {
    if let Some(interrupt) = SOFTWARE.get_mut(isr) {
        interrupt.reset();
    }
}

#[cfg(feature = "priority")]
mod wrong_priority {
    irqshare::handlers! {
        hal: esp_hal;
        #[priority(16)]
        fn Tick(_isr) {}
    }
}

#[cfg(feature = "twice")]
mod twice {
    irqshare::handlers! {
        hal: esp_hal;
        fn Tick(_isr) {}
        #[priority(2)]
        fn Tick(_isr) {}
    }
}

irqshare::main! {
    #[esp_hal::main]
    fn main(main) {
        let peripherals = esp_hal::init(esp_hal::Config::default());

        let timer = PeriodicTimer::new(TimerGroup::new(peripherals.TIMG0).timer0);
        irq::Tick::bind(main, timer, |handler, timer| {
            timer.set_interrupt_handler(handler);
            timer.listen();
            timer.start(Duration::from_millis(1))
        })
        .unwrap();

        // `Io::set_interrupt_handler` would call it inside a lock of esp-hal's.
        let _io = Io::new(peripherals.IO_MUX);
        let button = Input::new(peripherals.GPIO9, InputConfig::default());
        irq::Button::bind(main, button, |handler, button| {
            interrupt::bind_handler(Interrupt::GPIO, handler);
            button.listen(Event::FallingEdge);
        });

        let port = Uart::new(peripherals.UART0, Config::default()).unwrap();
        irq::Line::bind(main, port, 0, |handler, port, _errors| {
            port.set_interrupt_handler(handler);
            port.listen(UartInterrupt::RxFifoFull);
        });

        let mut software = SoftwareInterrupt::new(peripherals.FROM_CPU_INTR0);
        software.set_interrupt_handler(irq::Soft::handler());
        SOFTWARE.put(main, software);

        sleep_until(main, |_main, _cs| PRESSED.get().then_some(()));
        SOFTWARE.lock(main, |software| software.raise());
        let ticks = TICKS.lock(main, |ticks| *ticks);
        let timer = irq::Tick::unbind(main, |timer| timer.unlisten());
        if timer.is_some() {
            LINE.lock(main, |line| line.fill(ticks as u8));
        }

        #[cfg(feature = "value")]
        irq::Tick::bind(main, 5_u32, |_, _| ());
        #[cfg(feature = "foreign")]
        irq_foreign(main);
    }
}

#[cfg(feature = "foreign")]
fn irq_foreign(_: &mut irqshare::Main) {
    irqshare::handlers! {
        hal: esp_hal;
        fn Foreign(isr) {
            LINE.lock(isr, |line| line.fill(0));
        }
    }
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}
