//! The cells and sections: the same operations by irqshare and by others, a module each. Each variable is shared with a handler.
//!
//! Handlers stand for themselves: irqshare's are bound by `handlers!`, the others' as plain functions of the handlers' ABI, which is what their attributes make.

pub mod by_hand;
pub mod c;
pub mod floor;
pub mod mutexes;
pub mod ours;
pub mod portable;
pub mod rows;
pub mod static_cells;

use irqshare::Main;
#[cfg(not(target_arch = "riscv32"))]
use mutexes::native;
use mutexes::{critical, embassy};

/// The vectors have the names of an ATmega328P's on all targets.
pub mod irq {
    #[cfg(target_arch = "avr")]
    use super::ours::CEILING;
    use super::ours::{CALLED, CELL, COUNT, FIRST, LED, MOVED, MUTEX, SECOND, SEVERAL, WORD};
    use crate::parts::Led;

    irqshare::handlers! {
        device: crate::machine::device;

        fn INT0(isr) {
            let count = COUNT.get_mut(isr);
            *count = count.wrapping_add(1);
        }
        fn INT1(isr) {
            LED.get_mut(isr).toggle();
        }
        fn PCINT0(isr) {
            CALLED.get_mut(isr).toggle_by_call();
        }
        fn PCINT1(isr) {
            if let Some(led) = MOVED.get_mut(isr) {
                led.toggle();
            }
        }
        fn PCINT2() {
            irqshare::interrupts::free(|cs| MUTEX.with(cs, Led::toggle));
        }
        fn WDT() {
            WORD.update(|word| word.wrapping_add(1));
        }
        // Of two that share, at the ceiling.
        fn TIMER2_COMPA(isr) {
            SEVERAL.lock(isr, Led::toggle);
        }
        fn TIMER2_COMPB(isr) {
            SEVERAL.get_mut(isr).toggle();
        }
        fn TIMER2_OVF(isr) {
            isr.lock((&FIRST, &SECOND), |(first, second)| {
                first.toggle();
                second.toggle();
            });
        }
        // On AVR a handler is a critical section.
        #[cfg(target_arch = "avr")]
        fn TIMER1_COMPA(isr) {
            MUTEX.with(isr.cs(), Led::toggle);
        }
        #[cfg(target_arch = "avr")]
        fn TIMER1_COMPB(isr) {
            WORD.update_in(isr.cs(), |word| word.wrapping_add(1));
        }
        #[cfg(target_arch = "avr")]
        fn TIMER1_OVF(isr) {
            CELL.update(isr.cs(), |word| word.wrapping_add(1));
        }
        // (On Cortex-M it is measured where handlers have priorities.)
        #[cfg(target_arch = "avr")]
        fn TIMER0_COMPA() {
            CEILING.lock(Led::toggle);
        }
        fn TIMER1_CAPT() {
            irqshare::interrupts::free(|cs| CELL.update(cs, |word| word.wrapping_add(1)));
        }
    }
}

lines! {
    ours {
        count: INT0 1;
        led: INT1 2;
        led_by_call: PCINT0 3;
        moved: PCINT1 4;
        mutex: PCINT2 5;
        update: WDT 6;
        several: TIMER2_COMPA 7;
        at_ceiling: TIMER2_COMPB 8;
        cells: TIMER2_OVF 9;
        cell: TIMER1_CAPT 10;
        @avr
        mutex_cs: TIMER1_COMPA 11;
        update_cs: TIMER1_COMPB 12;
        cell_cs: TIMER1_OVF 13;
        ceiling: TIMER0_COMPA 14;
    }
    peers {
        floor_count: floor::count;
        floor_led: floor::led;
        floor_led_by_call: floor::led_by_call;
        floor_moved: floor::some;
        floor_both: floor::both;
        critical_count: critical::count;
        critical_led: critical::led;
        critical_led_by_call: critical::led_by_call;
        critical_some: critical::some;
        embassy_count: embassy::count;
        embassy_led: embassy::led;
        embassy_led_by_call: embassy::led_by_call;
        embassy_some: embassy::some;
        portable_count: portable::count;
    }
    native {
        native_count: native::count;
        native_led: native::led;
        native_led_by_call: native::led_by_call;
        native_some: native::some;
    }
    c {
        c_count: c_handler_count;
        c_led: c_handler_led;
        c_led_by_call: c_handler_call;
        c_moved: c_handler_moved;
    }
}

#[inline(always)]
fn with_main<R>(f: impl FnOnce(&mut Main) -> R) -> R {
    // SAFETY: main runs, and uses no other.
    f(&mut unsafe { Main::steal() })
}
