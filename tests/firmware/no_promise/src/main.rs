//! `Shared`, `Moved` and values, without the promise of a single core and without any critical section in the program: a lock masks this core, on which main's handlers run. Prints `all right`.
#![no_std]
#![no_main]

use cortex_m::asm::isb;
use cortex_m_rt as _;
use cortex_m_semihosting::{debug, hprintln};
#[cfg(target_has_atomic = "32")]
use irq::TIMER_0A as TIMER;
#[cfg(not(target_has_atomic = "32"))]
use irq::TIMER0 as TIMER;
#[cfg(feature = "section")]
use irqshare::interrupts;
use irqshare::{Moved, Shared};

static COUNT: Shared<u32, (irq::UART0, TIMER)> = Shared::new(0);
static HELD: Moved<u32, irq::UART0> = Moved::new();
#[cfg(feature = "systick")]
static TICKS: Shared<u32, irq::SysTick> = Shared::new(0);

mod irq {
    irqshare::handlers! {
        device: device;

        fn UART0(isr) {
            super::COUNT.lock(isr, |count| *count += 1);
            if let Some(held) = super::HELD.get_mut(isr) {
                *held += 10;
            }
        }

        #[cfg(not(target_has_atomic = "32"))]
        #[priority(2)]
        fn TIMER0(isr, own: &mut u32) {
            *own += 1;
            *super::COUNT.get_mut(isr) += 100;
        }

        #[cfg(target_has_atomic = "32")]
        #[priority(2)]
        fn TIMER_0A(isr, own: &mut u32) {
            *own += 1;
            *super::COUNT.get_mut(isr) += 100;
        }

        // It may stand in no list, but it may be bound.
        fn SysTick(isr) {
            let _ = isr;
            #[cfg(feature = "systick")]
            { *super::TICKS.get_mut(isr) += 1 }
        }
    }
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    let _ = hprintln!("{}", info);
    debug::exit(debug::EXIT_FAILURE);
    loop {}
}

#[cfg(not(feature = "entry"))]
irqshare::main! {
    #[inline(never)]
    fn main(main) { count(main) }
}

#[cfg(feature = "entry")]
irqshare::main! {
    /// As a HAL's.
    #[cortex_m_rt::entry]
    fn main(main) {
        count(main)
    }
}

fn count(main: &mut irqshare::Main) {
    HELD.put(main, 7);
    irq::UART0::enable(main);
    TIMER::enable(main, 0);

    COUNT.lock(main, |count| {
        irq::UART0::pend();
        TIMER::pend();
        isb();
        assert_eq!(*count, 0, "a handler ran inside a lock of its cell");
    });
    isb();
    assert_eq!(COUNT.lock(main, |count| *count), 101);
    assert_eq!(HELD.take(main), Some(17));
    assert_eq!(TIMER::disable(main), Some(1));

    #[cfg(feature = "section")]
    interrupts::free(|_| ());

    let _ = hprintln!("all right");
    debug::exit(debug::EXIT_SUCCESS);
}
