//! Two handlers that strike main often, on Cortex-M: the tick is SysTick's, the other one is a line that the tick pends, so that it strikes late in the tick's
//! shadow. The firmware around this gives `tick` and `other`.

use core::fmt;
use cortex_m::peripheral::{SCB, SYST, syst::SystClkSource};
use cortex_m_rt as _;
use irqshare::Main;

#[cfg(target_has_atomic = "32")]
pub use irq::GPIOA as Other;
#[cfg(not(target_has_atomic = "32"))]
pub use irq::SWI0 as Other;
pub use irq::SysTick as Tick;

/// Clocks that leave main some time between two ticks.
const PERIOD: u16 = 5000;

mod irq {
    irqshare::handlers! {
        device: device;

        #[cfg(target_has_atomic = "32")]
        fn GPIOA(isr) {
            crate::other(isr);
        }

        #[cfg(not(target_has_atomic = "32"))]
        fn SWI0(isr) {
            crate::other(isr);
        }

        fn SysTick(isr) {
            crate::tick(isr);
        }
    }
}

/// From now on the handlers strike.
pub fn start(main: &mut Main) {
    Other::enable(main);
    // SAFETY: main alone uses the timer, until the tick does.
    let mut timer = unsafe { cortex_m::Peripherals::steal() }.SYST;
    timer.set_clock_source(SystClkSource::Core);
    timer.set_reload(PERIOD.into());
    timer.clear_current();
    timer.enable_interrupt();
    timer.enable_counter();
}

/// The ticks have stopped: what was pended has run, and `start` may come once more.
#[allow(dead_code, reason = "not all firmware starts twice")]
pub fn off(main: &mut Main) {
    Other::disable(main);
}

/// In the tick: the next one comes so much later than the last one did.
pub fn again(more: u16) {
    // SAFETY: main is done with the timer.
    unsafe { (*SYST::PTR).rvr.write((PERIOD + more).into()) };
}

/// In the tick: it was the last one.
pub fn stop() {
    // SAFETY: as above.
    unsafe { (*SYST::PTR).csr.write(0) };
    SCB::clear_pendst();
}

/// In the tick: the other handler comes after it.
pub fn pend() {
    Other::pend();
}

#[allow(dead_code, reason = "not all firmware speaks by semihosting")]
pub struct Console;

impl fmt::Write for Console {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        semihosting::print!("{text}");
        Ok(())
    }
}

#[allow(dead_code, reason = "as above")]
pub fn end() -> ! {
    semihosting::println!("end");
    semihosting::process::exit(0)
}

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    semihosting::println!("{info}");
    semihosting::process::exit(1)
}
