//! Handlers of ours on the vectors of embassy-rp, without the promise of a single core: beside that of its buffered UART, and asking for its core; alone, on whichever core it runs; and bound to a vector by ourselves. No
//! emulator has the chip: it is linked.
#![no_std]
#![no_main]

use cortex_m_rt as _;
use embassy_rp::{bind_interrupts, peripherals, uart};
use irqshare::{CoreNumber, Event, Shared};

/// Main's, the UART's, and the timer's of the PWM.
static SEEN: Shared<[u32; 2], (irq::UART0_IRQ, own::PWM_IRQ_WRAP)> = Shared::new([0; 2]);
/// Anyone's.
static RECEIVED: Event = Event::new();
#[cfg(feature = "shared")]
static EITHER: Shared<u32, either::UART1_IRQ> = Shared::new(0);

/// Which core runs.
pub struct Sio;
// SAFETY: embassy-rp reads SIO.CPUID; its start-up code runs main on core 0.
unsafe impl CoreNumber for Sio {
    const MAIN: u32 = 0;
    #[inline(always)]
    fn core_number() -> u32 {
        embassy_rp::multicore::current_core() as u32
    }
}

/// What embassy-rp shows without its feature `unstable-pac`.
mod device {
    pub use embassy_rp::{NVIC_PRIO_BITS, interrupt::Interrupt};
}

mod irq {
    irqshare::handlers! {
        hal: embassy_rp;
        core: super::Sio;

        #[priority(2)]
        fn UART0_IRQ(isr) { super::SEEN.get_mut(isr)[0] += 1 }
    }
}

/// On the core whose code makes the driver.
mod either {
    irqshare::handlers! {
        hal: embassy_rp;

        fn UART1_IRQ() { super::RECEIVED.set() }

        #[cfg(feature = "values")]
        fn SPI0_IRQ(isr, count: &mut u32) {
            let _ = isr;
            *count += 1;
        }
    }
}

mod own {
    irqshare::handlers! {
        device: super::device;

        fn PWM_IRQ_WRAP(isr) { super::SEEN.lock(isr, |seen| seen[1] += 1) }
    }
}

bind_interrupts!(struct Irqs {
    UART0_IRQ => uart::BufferedInterruptHandler<peripherals::UART0>, irq::UART0_IRQ;
    UART1_IRQ => either::UART1_IRQ;
});

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

irqshare::main! {
    fn main(main) {
        let p = embassy_rp::init(Default::default());
        let (mut sent, mut received) = ([0; 16], [0; 16]);
        let mut uart = uart::BufferedUart::new(p.UART0, p.PIN_0, p.PIN_1, Irqs, &mut sent, &mut received, Default::default());
        own::PWM_IRQ_WRAP::enable(main);
        either::UART1_IRQ::enable(main, Irqs);
        loop {
            let [bytes, wraps] = SEEN.lock(main, |seen| *seen);
            if RECEIVED.take().is_some() {
                let _ = uart.blocking_write(&(bytes + wraps).to_le_bytes());
            }
        }
    }
}
