//! A handler of ours beside that of embassy-stm32's buffered UART, on its vector, and one that we bind to a vector by ourselves. No emulator has enough of the chip: it is linked.
#![no_std]
#![no_main]

use cortex_m_rt as _;
use embassy_stm32::{bind_interrupts, peripherals, usart};
use irqshare::Shared;

/// The interrupts of the UART, and of those the ones since TIM2's last.
static SEEN: Shared<[u32; 2], (irq::USART1, own::TIM2)> = Shared::new([0; 2]);

/// What embassy-stm32 shows without its feature `unstable-pac`.
mod device {
    pub use embassy_stm32::{NVIC_PRIO_BITS, interrupt::Interrupt};
}

mod irq {
    irqshare::handlers! {
        hal: embassy_stm32;

        // At the top, as the HAL leaves it.
        fn USART1(isr) {
            super::SEEN.get_mut(isr).iter_mut().for_each(|count| *count += 1);
        }
    }
}

mod own {
    irqshare::handlers! {
        device: super::device;

        #[priority(3)]
        fn TIM2(isr) { super::SEEN.lock(isr, |seen| seen[1] = 0) }
    }
}

bind_interrupts!(struct Irqs {
    USART1 => usart::BufferedInterruptHandler<peripherals::USART1>, irq::USART1;
});

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

irqshare::main! {
    fn main(main) {
        let p = embassy_stm32::init(Default::default());
        let (mut sent, mut received) = ([0; 16], [0; 16]);
        let uart = usart::BufferedUart::new(p.USART1, p.PA10, p.PA9, &mut sent, &mut received, Irqs, Default::default());
        let Ok(mut uart) = uart else { return };
        own::TIM2::enable(main);
        loop {
            let [all, _] = SEEN.lock(main, |seen| *seen);
            let _ = embedded_io::Write::write(&mut uart, &all.to_le_bytes());
        }
    }
}
