//! A handler of ours beside that of embassy-rp's buffered UART, on its vector, and one that we bind to a vector by ourselves; without the promise of a single core. No emulator has the chip: it is linked.
//!
//! A driver turns its line on where it is made, which may be on the other core: so the handler beside it shares what is for both.
#![no_std]
#![no_main]

use core::cell::Cell;
use cortex_m_rt as _;
use embassy_rp::{bind_interrupts, peripherals, uart};
use irqshare::{Event, IrqMutex, Shared, interrupts};

static SEEN: IrqMutex<Cell<u32>> = IrqMutex::new(Cell::new(0));
static RECEIVED: Event = Event::new();
#[cfg(not(feature = "shared"))]
static WRAPS: Shared<u32, own::PWM_IRQ_WRAP> = Shared::new(0);
#[cfg(feature = "shared")]
static WRAPS: Shared<u32, (own::PWM_IRQ_WRAP, irq::UART0_IRQ)> = Shared::new(0);

/// What embassy-rp shows without its feature `unstable-pac`.
mod device {
    pub use embassy_rp::{NVIC_PRIO_BITS, interrupt::Interrupt};
}

mod irq {
    irqshare::handlers! {
        hal: embassy_rp;

        #[priority(2)]
        fn UART0_IRQ() {
            irqshare::interrupts::free(|cs| super::SEEN.update(cs, |seen| seen + 1));
            super::RECEIVED.set();
        }

        #[cfg(feature = "values")]
        fn UART1_IRQ(isr, count: &mut u32) {
            let _ = isr;
            *count += 1;
        }
    }
}

mod own {
    irqshare::handlers! {
        device: super::device;

        fn PWM_IRQ_WRAP(isr) { *super::WRAPS.get_mut(isr) += 1 }
    }
}

bind_interrupts!(struct Irqs {
    UART0_IRQ => uart::BufferedInterruptHandler<peripherals::UART0>, irq::UART0_IRQ;
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
        loop {
            RECEIVED.take();
            let seen = interrupts::free(|cs| SEEN.get(cs));
            let sum = seen + WRAPS.lock(main, |wraps| *wraps);
            let _ = uart.blocking_write(&sum.to_le_bytes());
        }
    }
}
