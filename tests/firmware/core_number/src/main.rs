//! Handlers that ask which core they run on, without the promise of a single core: SysTick and PendSV stand in lists. Each feature plays a second core, and must end in the panic that says so.
#![no_std]
#![no_main]

use core::sync::atomic::{AtomicU32, Ordering::Relaxed};
use cortex_m::asm::isb;
use cortex_m_rt as _;
use cortex_m_semihosting::{debug, hprintln};
#[cfg(target_has_atomic = "32")]
use irq::TIMER_0A as TIMER;
#[cfg(not(target_has_atomic = "32"))]
use irq::TIMER0 as TIMER;
use irqshare::{CoreNumber, Moved, Shared};

/// The core that seems to run.
static RUNNING: AtomicU32 = AtomicU32::new(if cfg!(feature = "main") { 1 } else { 0 });

pub struct Pretended;
// SAFETY: there is one core, so no number lets anything come that isn't there.
unsafe impl CoreNumber for Pretended {
    const MAIN: u32 = 0;
    #[inline(always)]
    fn core_number() -> u32 {
        RUNNING.load(Relaxed)
    }
}

static COUNT: Shared<u32, (irq::UART0, TIMER, irq::SysTick, irq::PendSV)> = Shared::new(0);
static HELD: Moved<u32, irq::SysTick> = Moved::new();

mod irq {
    irqshare::handlers! {
        device: device;
        core: super::Pretended;

        fn UART0(isr) {
            super::COUNT.lock(isr, |count| *count += 1);
        }

        #[cfg(not(target_has_atomic = "32"))]
        #[priority(2)]
        fn TIMER0(isr, own: &mut u32) {
            super::COUNT.lock(isr, |count| *count += *own);
        }

        #[cfg(target_has_atomic = "32")]
        #[priority(2)]
        fn TIMER_0A(isr, own: &mut u32) {
            super::COUNT.lock(isr, |count| *count += *own);
        }

        fn SysTick(isr) {
            *super::COUNT.get_mut(isr) += 100;
            if let Some(held) = super::HELD.get_mut(isr) {
                *held += 1;
            }
        }

        fn PendSV(isr) {
            *super::COUNT.get_mut(isr) += 1000;
        }
    }
}

/// What something else binds, and asks, too.
mod elsewhere {
    irqshare::handlers! {
        device: device;
        core: super::Pretended;

        #[cfg(target_has_atomic = "32")]
        fn GPIOA;
        #[cfg(not(target_has_atomic = "32"))]
        fn SWI0;
    }
}
#[cfg(target_has_atomic = "32")]
use elsewhere::GPIOA as THEIRS;
#[cfg(not(target_has_atomic = "32"))]
use elsewhere::SWI0 as THEIRS;

#[cfg(target_has_atomic = "32")]
const LINE: device::Interrupt = device::Interrupt::GPIOA;
#[cfg(not(target_has_atomic = "32"))]
const LINE: device::Interrupt = device::Interrupt::SWI0;

static SEEN: Shared<u32, THEIRS> = Shared::new(0);

#[cfg_attr(target_has_atomic = "32", unsafe(export_name = "GPIOA"))]
#[cfg_attr(not(target_has_atomic = "32"), unsafe(export_name = "SWI0"))]
extern "C" fn theirs() {
    THEIRS::in_handler(|isr| *SEEN.get_mut(isr) += 1);
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    let _ = hprintln!("{}", info.message());
    debug::exit(debug::EXIT_SUCCESS);
    loop {}
}

irqshare::main! {
    fn main(main) {
        HELD.put(main, 7);
        irq::UART0::enable(main);
        TIMER::enable(main, 10);
        for pend in [irq::UART0::pend, TIMER::pend, irq::SysTick::pend, irq::PendSV::pend] {
            COUNT.lock(main, |count| {
                let before = *count;
                pend();
                isb();
                assert_eq!(*count, before, "a handler ran inside a lock of its cell");
            });
        }
        isb();
        let _ = hprintln!("{} {:?}", COUNT.lock(main, |count| *count), HELD.take(main));

        // SAFETY: its handler expects it.
        unsafe { cortex_m::peripheral::NVIC::unmask(LINE) };
        THEIRS::pend();
        isb();
        assert_eq!(SEEN.lock(main, |seen| *seen), 1);

        RUNNING.store(1, Relaxed);
        #[cfg(feature = "line")]
        irq::UART0::pend();
        #[cfg(feature = "values")]
        TIMER::pend();
        #[cfg(feature = "elsewhere")]
        THEIRS::pend();
        #[cfg(feature = "systick")]
        irq::SysTick::pend();
        #[cfg(feature = "pendsv")]
        irq::PendSV::pend();
        isb();
        let _ = hprintln!("end");
        debug::exit(debug::EXIT_SUCCESS);
    }
}
