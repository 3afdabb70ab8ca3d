//! `model::run`: one run, live, with devices that pend interrupts.

#![allow(missing_docs)]

mod common;

use common::{A, B, HIGH, irq, on, see, seen};
use irqshare::model::{self, Device, Plain, Setup};
use irqshare::{Global, interrupts};
use std::panic::{AssertUnwindSafe, catch_unwind};

static X: Plain<u8> = Plain::new(0);
static COUNT: Global<u32> = Global::new(0);

fn with(cpu: Setup) -> Setup {
    cpu.every_order()
        .interrupts_on()
        .attach::<irq::A>(1)
        .attach::<irq::B>(1)
        .attach::<irq::HIGH>(1)
        .reset(&X, || 0)
        .reset(&COUNT, || 0)
}

/// Catches a device that isn't heard, bounds of `attach` that count in a live run, and a run that doesn't end when main sleeps and the device is done.
#[test]
fn main_sleeps_until_the_device_is_done() {
    on(A, || COUNT.update(|n| n + 1));
    for (name, cpu) in common::CPUS {
        let mut left = 5;
        let mut asleep = 0;
        model::run(
            &with(cpu()),
            |wire| {
                asleep += u32::from(wire.asleep());
                if !wire.asleep() {
                    return Device::Running;
                }
                if left == 0 {
                    return Device::Done;
                }
                left -= 1;
                wire.pend::<irq::A>();
                Device::Running
            },
            |cpu, _| {
                loop {
                    see(COUNT.get());
                    cpu.sleep();
                }
            },
        );
        assert_eq!(seen(), [0, 1, 2, 3, 4, 5], "{name}");
        assert_eq!(asleep, 6, "{name}: asked once in each sleep");
        common::forget();
    }
}

/// Catches a handler that runs while a section holds it off, and an order among pending ones that isn't the CPU's.
#[test]
fn masks_and_order_hold_in_a_live_run() {
    on(A, || see(1_u8));
    on(B, || see(2_u8));
    on(HIGH, || see(3_u8));
    let order = |cpu: Setup| {
        let mut pended = false;
        model::run(
            &with(cpu),
            |wire| {
                if !std::mem::replace(&mut pended, true) {
                    wire.pend::<irq::B>();
                    wire.pend::<irq::HIGH>();
                    wire.pend::<irq::A>();
                }
                Device::Running
            },
            |_, _| {
                // The first point is the section's own beginning; so nothing is held off before it, and all three come there.
                interrupts::free(|_| {
                    assert_eq!(seen().len(), 3);
                    irq::A::pend();
                    X.get();
                    assert_eq!(seen().len(), 3, "held off");
                });
                assert_eq!(seen().len(), 4);
            },
        );
        let order = seen();
        common::forget();
        order
    };
    assert_eq!(order(Setup::cortex_m()), [3, 1, 2, 1]);
    assert_eq!(order(Setup::avr()), [1, 2, 3, 1]);
}

/// Catches a panic that a live run swallows, and one that spoils the next run.
#[test]
fn panics_come_through() {
    let boom = catch_unwind(AssertUnwindSafe(|| {
        model::run(&with(Setup::avr()), |_| Device::Done, |_, _| interrupts::free(|_| panic!("boom")));
    }));
    assert_eq!(*boom.expect_err("it panicked").downcast::<&str>().expect("a message"), "boom");
    let unattached = catch_unwind(AssertUnwindSafe(|| {
        model::run(&Setup::avr(), |_| Device::Done, |_, _| irq::A::pend());
    }));
    let said = unattached.expect_err("it was refused").downcast::<String>().expect("a message");
    assert!(said.contains("`A` isn't attached"), "{said}");
    model::run(&with(Setup::avr()), |_| Device::Done, |_, _| assert!(irqshare::interrupts::are_enabled()));
}
