//! Handlers behind `hal: esp_hal;` on the model, where esp-hal isn't: with the priorities that they have on the chip, on a CPU whose handlers preempt each other.

#![allow(missing_docs)]

mod common;

use common::outcomes;
use irqshare::model::{self, Setup};
use irqshare::{Moved, Shared, Vector};

/// What ran, in which order.
static SEEN: Shared<Vec<&'static str>, (irq::Line, irq::Tick)> = Shared::new(Vec::new());
static COUNT: Shared<u32, (irq::Line, irq::Tick)> = Shared::new(0);
static VALUE: Moved<u32, irq::Line> = Moved::new();

mod irq {
    use super::*;

    irqshare::handlers! {
        hal: esp_hal;

        /// At the default priority: the lowest.
        fn Line(isr) {
            SEEN.lock(isr, |seen| seen.push("line begins"));
            if let Some(value) = VALUE.get_mut(isr) {
                *value += 1;
            }
            SEEN.lock(isr, |seen| seen.push("line ends"));
        }

        #[priority(2)]
        fn Tick(isr, timer: &mut u32) {
            *timer += 1;
            *COUNT.get_mut(isr) += *timer;
            SEEN.get_mut(isr).push("tick");
        }
    }
}

fn setup() -> Setup {
    Setup::cortex_m()
        .attach::<irq::Line>(1)
        .attach::<irq::Tick>(1)
        .reset(&SEEN, Vec::new)
        .reset(&COUNT, || 0)
        .reset(&VALUE, || None)
        .may_be_early::<irq::Line>()
        .interrupts_on()
}

// What it catches: a default that isn't the lowest, as it is on Cortex-M, so that the model would try other schedules than the chip has.
#[test]
fn the_default_is_the_lowest_and_two_is_above() {
    assert_eq!((irq::Line::PRIORITY, irq::Tick::PRIORITY), (1, 2));
    let orders = outcomes(&setup(), |_cpu, main| {
        irq::Tick::enable(main, (), 5);
        irq::Line::enable(main, ());
        SEEN.lock(main, |seen| seen.clone())
    });
    assert!(orders.contains(&vec!["line begins", "tick", "line ends"]), "{orders:?}");
}

#[test]
fn values_move_in_and_come_back() {
    model::check(&setup(), |_cpu, main| {
        irq::Tick::enable(main, (), 5);
        let timer = irq::Tick::disable(main);
        let count = COUNT.lock(main, |count| *count);
        assert_eq!((timer, count), if count == 0 { (Some(5), 0) } else { (Some(6), 6) });
    });
}
