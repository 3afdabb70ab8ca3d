//! What is there only where handlers preempt each other: a ceiling above a handler, values that move in with `enable`, and the NVIC's lines.

use crate::parts::Led;
use core::cell::{Cell, RefCell};
use cortex_m::peripheral::NVIC;
use irqshare::{CeilingMutex, Main, Shared};

pub mod rows;

pub mod irq {
    use super::{ABOVE, CEILING, SHARED, TOP};
    use crate::parts::Led;

    irqshare::handlers! {
        device: crate::machine::device;

        #[priority(1)]
        fn INT0(isr) {
            SHARED.lock(isr, Led::toggle);
        }
        #[priority(2)]
        fn INT1(isr) {
            SHARED.get_mut(isr).toggle();
        }
        fn PCINT0(isr, led: &mut Led) {
            led.toggle();
        }
        #[priority(8)]
        fn PCINT1(isr) {
            TOP.get_mut(isr).toggle();
        }
        #[priority(1)]
        fn WDT(isr) {
            isr.lock((&SHARED, &ABOVE), |(shared, above)| {
                shared.toggle();
                above.toggle();
            });
        }
        #[priority(3)]
        fn TIMER2_COMPA(isr) {
            ABOVE.get_mut(isr).toggle();
        }
        #[priority(1)]
        fn TIMER2_COMPB() {
            CEILING.lock(Led::toggle);
        }
        #[priority(2)]
        fn TIMER2_OVF() {
            CEILING.lock(Led::toggle);
        }
        // Enabled when that is measured.
        #[priority(3)]
        fn PCINT2(isr, led: &mut Led) {
            led.toggle();
        }
    }
}

pub static SHARED: Shared<Led, (irq::INT0, irq::INT1, irq::WDT)> = Shared::new(Led::new());
pub static ABOVE: Shared<Led, (irq::WDT, irq::TIMER2_COMPA)> = Shared::new(Led::new());
pub static CEILING: CeilingMutex<Led, (irq::TIMER2_COMPB, irq::TIMER2_OVF)> = CeilingMutex::new(Led::new());
pub static CEILING_TOP: CeilingMutex<Led, irq::PCINT1> = CeilingMutex::new(Led::new());
pub static TOP: Shared<Led, irq::PCINT1> = Shared::new(Led::new());

lines! {
    ours {
        below: INT0 0;
        at_ceiling: INT1 1;
        value: PCINT0 2 (Led::new());
        top: PCINT1 3;
        cells_below: WDT 5;
        above: TIMER2_COMPA 6;
        ceiling_below: TIMER2_COMPB 7;
        ceiling_at: TIMER2_OVF 8;
        @later PCINT2;
    }
    peers {
        floor_led: floor::led;
        floor_value: floor::value;
        floor_both: floor::both;
        native_led: native::led;
        native_value: native::value;
        native_both: native::both;
    }
    native {}
    c {}
}

/// Main's side.
pub mod ours {
    use super::{ABOVE, CEILING, CEILING_TOP, Led, Main, SHARED, TOP, irq};

    seen! { SHARED ABOVE TOP CEILING CEILING_TOP }

    op! {
        fn ceiling(main: &mut Main) { SHARED.lock(main, Led::toggle) }
        fn ceiling_mutex() { CEILING.lock(Led::toggle) }
        fn ceiling_mutex_top() { CEILING_TOP.lock(Led::toggle) }
        fn top(main: &mut Main) { TOP.lock(main, Led::toggle) }
        fn enable(main: &mut Main) { irq::PCINT2::enable(main, Led::new()) }
        fn disable(main: &mut Main) -> Option<Led> { irq::PCINT2::disable(main) }
        fn pend() { irq::PCINT2::pend() }
    }
}

pub mod floor {
    use super::Led;

    static mut LED: Led = Led::new();
    static mut TOP: Led = Led::new();
    static mut VALUE: Led = Led::new();
    static mut BOTH: (Led, Led) = (Led::new(), Led::new());

    op! {
        // SAFETY: none, in all: this is what goes wrong when a handler comes in between.
        fn ceiling() { led() }
        fn top() { unsafe { (*(&raw mut TOP)).toggle() } }
    }

    #[inline(always)]
    pub fn led() {
        // SAFETY: none, as above.
        unsafe { (*(&raw mut LED)).toggle() }
    }
    #[inline(always)]
    pub fn value() {
        // SAFETY: none, as above.
        unsafe { (*(&raw mut VALUE)).toggle() }
    }
    #[inline(always)]
    pub fn both() {
        // SAFETY: none, as above.
        unsafe {
            (*(&raw mut BOTH.0)).toggle();
            (*(&raw mut BOTH.1)).toggle();
        }
    }

    // A value that moved into a handler has that one user.
    seen! { LED TOP BOTH }
}

pub mod native {
    use super::{Cell, Led, NVIC, RefCell};
    use crate::machine::{Line, device};
    use cortex_m::interrupt::{Mutex, free};

    static LED: Mutex<RefCell<Led>> = Mutex::new(RefCell::new(Led::new()));
    static TOP: Mutex<RefCell<Led>> = Mutex::new(RefCell::new(Led::new()));
    static FIRST: Mutex<RefCell<Led>> = Mutex::new(RefCell::new(Led::new()));
    static SECOND: Mutex<RefCell<Led>> = Mutex::new(RefCell::new(Led::new()));
    static VALUE: Mutex<Cell<Option<Led>>> = Mutex::new(Cell::new(None));

    op! {
        fn ceiling() { led() }
        fn top() { free(|cs| TOP.borrow(cs).borrow_mut().toggle()) }
        fn enable() {
            free(|cs| VALUE.borrow(cs).set(Some(Led::new())));
            let line = Line(device::Interrupt::TIMER2_COMPB as u16);
            // SAFETY: what its handler uses is ready.
            unsafe {
                cortex_m::Peripherals::steal().NVIC.set_priority(line, 3 << 5);
                NVIC::unmask(line);
            }
        }
        fn disable() -> Option<Led> {
            NVIC::mask(Line(device::Interrupt::TIMER2_COMPB as u16));
            free(|cs| VALUE.borrow(cs).take())
        }
        fn pend() { NVIC::pend(Line(device::Interrupt::TIMER2_COMPB as u16)) }
    }

    #[inline(always)]
    pub fn led() {
        free(|cs| LED.borrow(cs).borrow_mut().toggle());
    }
    /// In the idiom of the books: taken out once, then kept.
    #[inline(always)]
    pub fn value() {
        static mut OWN: Option<Led> = None;
        // SAFETY: the handler alone uses it.
        let own = unsafe { &mut *(&raw mut OWN) };
        if let Some(led) = own {
            led.toggle();
        } else {
            *own = free(|cs| VALUE.borrow(cs).take());
        }
    }
    #[inline(always)]
    pub fn both() {
        free(|cs| {
            FIRST.borrow(cs).borrow_mut().toggle();
            SECOND.borrow(cs).borrow_mut().toggle();
        });
    }

    seen! { LED TOP FIRST SECOND VALUE }
}

#[inline(always)]
fn with_main<R>(f: impl FnOnce(&mut Main) -> R) -> R {
    // SAFETY: main runs, and uses no other.
    f(&mut unsafe { Main::steal() })
}
