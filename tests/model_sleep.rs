//! Waiting for an interrupt: a check that sleeps through its last wake-up is found, one that doesn't isn't blamed.

#![allow(missing_docs)]

mod common;

use common::{A, HIGH, fails, fired, irq, on, outcomes, passes};
use irqshare::model::{self, FailureKind::AsleepForEver, Setup};
use irqshare::{Global, Main, Shared, interrupts, sleep_until};
use std::collections::BTreeSet;

static READY: Global<bool> = Global::new(false);
static LOW: Shared<u8, irq::A> = Shared::new(0);

fn with(cpu: Setup) -> Setup {
    on(A, || READY.set(true));
    // What ends for no reason is another matter (model_hardware_sleep): here it would hide what an interrupt ends.
    cpu.every_order().interrupts_on().spurious_wakes(0).attach::<irq::A>(1).reset(&READY, || false)
}

/// Look, then sleep: the handler strikes in between, and nobody wakes main. On every CPU.
#[test]
fn look_then_sleep_is_found() {
    for (name, cpu) in common::CPUS {
        let failure = fails(&with(cpu()), AsleepForEver, |cpu, _| {
            while !READY.get() {
                cpu.sleep();
            }
        });
        assert!(
            failure.message().starts_with("main sleeps for ever at tests/model_sleep.rs:"),
            "{name}: {failure}"
        );
        // The handler ran, and then main fell asleep: that is what the picture must show.
        let picture = failure.picture();
        let ends = picture.find("ends").expect("the handler ran");
        assert!(ends < picture.find("sleeps").expect("main sleeps"), "{name}:\n{picture}");
    }
}

/// Catches a model that blames the right loop: on AVR `cli; look; sei; sleep` has no gap, for the instruction after `sei` comes first.
#[test]
fn sei_sleep_has_no_gap_on_avr() {
    let report = passes(&with(Setup::avr()), |cpu, _| {
        loop {
            interrupts::disable();
            if READY.get() {
                break;
            }
            // SAFETY: no section is open.
            unsafe { interrupts::enable() };
            cpu.sleep();
        }
        // SAFETY: as above.
        unsafe { interrupts::enable() };
        assert_eq!(fired(A), 1);
    });
    // The handler strikes before `cli`, or in the sleep. There is no "never": main would sleep on.
    assert_eq!(report.schedules(), 2);
}

/// The same sequence has a gap where `sei`'s delay is none: Cortex-M and RISC-V take the interrupt at once, and sleep after it.
#[test]
fn enabling_first_has_a_gap_elsewhere() {
    for cpu in [Setup::cortex_m, Setup::cortex_m0, Setup::riscv] {
        fails(&with(cpu()), AsleepForEver, |cpu, _| {
            interrupts::disable();
            if !READY.get() {
                // SAFETY: no section is open.
                unsafe { interrupts::enable() };
                cpu.sleep();
            }
        });
    }
}

/// On Cortex-M and RISC-V, sleeping inside the section has no gap: the interrupt wakes, and is taken at its end.
#[test]
fn sleeping_masked_has_no_gap_on_cortex_m_and_riscv() {
    for cpu in [Setup::cortex_m, Setup::cortex_m0, Setup::riscv] {
        let body = |cpu: &model::Cpu, _: &mut Main| {
            while !interrupts::free(|_| {
                let ready = READY.get();
                if !ready {
                    cpu.sleep();
                    assert!(!READY.get(), "the handler waits for the section's end");
                }
                ready
            }) {}
            assert_eq!(fired(A), 1);
        };
        passes(&with(cpu()), body);
        // Before the section, or in the sleep; one that is late might come behind the next section, too.
        assert_eq!(passes(&with(cpu()).late(0), body).schedules(), 2);
    }
}

/// AVR never wakes with I clear, though A is still to come: off since reset, so it can't have come before.
#[test]
fn sleeping_masked_is_for_ever_on_avr() {
    let failure = fails(&Setup::avr().attach::<irq::A>(1), AsleepForEver, |cpu, _| cpu.sleep());
    assert_eq!(failure.schedules(), 1);
}

/// What BASEPRI holds off doesn't wake (PRIMASK is the exception): a lock up to 1, and A, of priority 1, is still to come.
#[test]
fn what_basepri_holds_off_does_not_wake() {
    let setup = || with(Setup::cortex_m()).reset(&LOW, || 0);
    let sleep_in_lock = |cpu: &model::Cpu, main: &mut Main| {
        LOW.lock(main, |_| {
            if fired(A) == 0 {
                cpu.sleep();
            }
        });
    };
    fails(&setup(), AsleepForEver, sleep_in_lock);
    // HIGH is above the lock, and wakes; a section closes the gap after the look.
    passes(&setup().attach::<irq::HIGH>(1), |cpu, main| {
        LOW.lock(main, |_| {
            if fired(A) + fired(HIGH) == 0 {
                interrupts::free(|_| {
                    if fired(HIGH) == 0 {
                        cpu.sleep();
                    }
                });
                cpu.barrier();
                assert_eq!((fired(A), fired(HIGH)), (0, 1));
            }
        });
    });
}

/// What wakes must be enabled; main doesn't wake for a line that is off.
#[test]
fn a_line_that_is_off_wakes_nobody() {
    for (_, cpu) in common::CPUS {
        fails(&with(cpu()), AsleepForEver, |cpu, _| {
            cpu.disable::<irq::A>();
            if fired(A) == 0 {
                cpu.sleep();
            }
        });
    }
}

/// Whichever comes wakes, and the other one may come with it or not at all: but somebody did.
#[test]
fn either_wakes() {
    on(HIGH, || {});
    let setup = with(Setup::cortex_m()).attach::<irq::HIGH>(1);
    let woken = outcomes(&setup, |cpu, _| {
        interrupts::free(|_| {
            if fired(A) + fired(HIGH) == 0 {
                cpu.sleep();
            }
        });
        cpu.barrier();
        (fired(A), fired(HIGH))
    });
    assert_eq!(woken, BTreeSet::from([(1, 0), (0, 1), (1, 1)]));
}

/// On every CPU, in every schedule: the handler wakes it, however late it comes.
#[test]
fn sleep_until_has_no_gap() {
    for (name, cpu) in common::CPUS {
        let report = passes(&with(cpu()), |_, main| {
            let looked = sleep_until(main, |_, _| READY.get().then_some(7));
            assert_eq!((looked, fired(A)), (7, 1), "{name}");
            assert!(interrupts::are_enabled(), "{name}");
        });
        // The handler strikes before the section, or in the sleep.
        assert!(report.schedules() >= 2, "{name}: {report}");
    }
}
