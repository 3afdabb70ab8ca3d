//! What ends a sleep, by the manuals: WFI for no reason, WFE by an event.

#![allow(missing_docs)]

mod common;

use common::{A, HIGH, fails, fired, irq, on, outcomes, passes};
use irqshare::model::{self, Cpu, FailureKind, FailureKind::AsleepForEver, Register, Setup, cpu};
use irqshare::{Event, Global, Main, SleepHooks, block_on, interrupts, sleep_until, sleep_until_with};
use std::collections::BTreeSet;

static READY: Global<bool> = Global::new(false);
static EVENT: Event = Event::new();
static MAILBOX: Register<u8> = Register::new(0);

fn with(cpu: Setup) -> Setup {
    on(A, || {
        READY.set(true);
        EVENT.set();
    });
    on(HIGH, || ());
    cpu.every_order().interrupts_on().reset(&READY, || false).reset(&EVENT, Event::new).reset(&MAILBOX, || 0)
}

/// WFI is a hint (*Armv7-M Architecture Reference Manual*, B1.5.19), and RISC-V's may be a `nop` (*Privileged Architecture*, 3.3.3). AVR's sleep ends by an interrupt alone.
#[test]
fn wfi_may_end_for_no_reason() {
    let ready = |cpu: Setup| {
        outcomes(&with(cpu).attach::<irq::A>(1), |cpu, _| {
            interrupts::disable();
            if !READY.get() {
                if cpu_is_avr() {
                    // SAFETY: no section is open.
                    unsafe { interrupts::enable() };
                }
                cpu.sleep();
            }
            // SAFETY: no section is open.
            unsafe { interrupts::enable() };
            interrupts::free(|_| READY.get())
        })
    };
    for cpu in [Setup::cortex_m, Setup::cortex_m0, Setup::riscv] {
        AVR.set(false);
        assert_eq!(ready(cpu()), BTreeSet::from([false, true]));
        assert_eq!(ready(cpu().spurious_wakes(0)), BTreeSet::from([true]));
    }
    AVR.set(true);
    for cpu in [Setup::avr, Setup::avr_xmega, Setup::avr_dx] {
        assert_eq!(ready(cpu()), BTreeSet::from([true]));
    }
}
thread_local! { static AVR: std::cell::Cell<bool> = const { std::cell::Cell::new(false) }; }
fn cpu_is_avr() -> bool {
    AVR.get()
}

/// What one adds. Without, A comes before the section or ends the sleep. With one, it may also come between the first section and the second, or end the second sleep.
#[test]
fn one_that_ends_for_no_reason_doubles_a_wait() {
    let schedules = |most| {
        // What is late would come behind another section, too.
        let setup = with(Setup::cortex_m()).late(0).spurious_wakes(most).attach::<irq::A>(1);
        let report = passes(&setup, |cpu, _| {
            while !interrupts::free(|_| {
                let ready = READY.get();
                if !ready {
                    cpu.sleep();
                }
                ready
            }) {}
        });
        report.schedules()
    };
    assert_eq!([schedules(0), schedules(1), schedules(2)], [2, 4, 6]);
}

/// As often as the test says, and in a run, not in each sleep.
#[test]
fn sleeps_end_for_no_reason_so_often() {
    for most in [1, 2, 5] {
        let sleeps = outcomes(&with(Setup::cortex_m()).spurious_wakes(most).attach::<irq::A>(1), |cpu, _| {
            let mut sleeps = 0;
            interrupts::free(|_| {
                while !READY.get() && fired(A) == 0 && sleeps < most + 3 {
                    cpu.sleep();
                    sleeps += 1;
                    if pends(cpu) {
                        break;
                    }
                }
            });
            sleeps
        });
        // The last one is A's doing.
        assert_eq!(sleeps.last(), Some(&(most + 1)), "{sleeps:?}");
    }
}
fn pends(cpu: &Cpu) -> bool {
    fired(A) == 0 && cpu.is_pending::<irq::A>()
}

/// Its schedule is one that a token stands for, with no other arrival in it.
#[test]
fn a_sleep_that_ends_for_no_reason_is_replayed() {
    for (_, cpu) in &common::CPUS[1..] {
        let setup = with(cpu()).attach::<irq::A>(1);
        let body = |cpu: &Cpu, _: &mut Main| {
            interrupts::free(|_| {
                if !READY.get() {
                    cpu.sleep();
                }
            });
            cpu.barrier();
            assert!(READY.get());
        };
        let failure = fails(&setup, FailureKind::Panic, body);
        assert!(failure.picture().contains("wakes for no reason"), "{failure}");
        let again = model::replay(&setup, failure.token().expect("a schedule fails"), body);
        let again = again.expect_err("it fails again");
        assert_eq!((again.kind(), again.picture()), (failure.kind(), failure.picture()));
    }
}

/// A sleep that nothing ends is one, though it might end for no reason.
#[test]
fn no_reason_is_none_to_wake() {
    let failure = fails(&with(Setup::cortex_m()), AsleepForEver, |cpu, _| cpu.sleep());
    assert_eq!(failure.schedules(), 1);
    // It is found behind one that ended so, too.
    fails(&with(Setup::riscv()).attach::<irq::A>(1), AsleepForEver, |cpu, _| {
        interrupts::free(|_| {
            if !READY.get() && fired(A) == 0 {
                cpu.sleep();
            }
        });
        if !READY.get() {
            cpu.disable::<irq::A>();
            if !READY.get() {
                cpu.sleep();
            }
        }
    });
}

/// What looks again by itself shows no difference, so it isn't tried: with and without, the same schedules.
#[test]
fn loops_that_look_again_are_not_multiplied() {
    for (name, cpu) in common::CPUS {
        let counts = |most| {
            let setup = || with(cpu()).spurious_wakes(most).attach::<irq::A>(1);
            let slept = passes(&setup(), |_, main| sleep_until(main, |_, _| READY.get().then_some(())));
            let waited = passes(&setup(), |_, main| _ = block_on(main, |_| EVENT.wait()));
            (slept.schedules(), waited.schedules())
        };
        assert_eq!(counts(0), counts(3), "{name}");
    }
}

/// The hooks of a sleep are the user's, and see one that no interrupt ended.
#[test]
fn hooks_see_a_sleep_that_ends_for_no_reason() {
    struct Counts(u32);
    impl SleepHooks for Counts {
        fn after(&mut self) {
            self.0 += 1;
        }
    }
    let slept = |most| {
        outcomes(&with(Setup::cortex_m()).spurious_wakes(most).attach::<irq::A>(1), |_, main| {
            let mut counts = Counts(0);
            sleep_until_with(main, &mut counts, |_, _| READY.get().then_some(()));
            counts.0
        })
    };
    assert_eq!(slept(0), BTreeSet::from([0, 1]));
    assert_eq!(slept(1), BTreeSet::from([0, 1, 2]));
}

/// A handler sets the event register when it begins and when it returns (*Armv7-M Architecture Reference Manual*, B1.5.18), so one that comes between the look and WFE isn't missed. `wfi` misses it.
#[test]
fn wfe_remembers_a_handler() {
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        passes(&with(cpu()).attach::<irq::A>(1), |cpu, _| {
            while !READY.get() {
                cpu.wait_for_event();
            }
        });
        fails(&with(cpu()).attach::<irq::A>(1), AsleepForEver, |cpu, _| {
            while !READY.get() {
                cpu.sleep();
            }
        });
    }
}

/// Its entry sets the register for the handler itself, too: the first WFE in it goes on, the second sleeps.
#[test]
fn a_handler_finds_the_register_set() {
    let setup = with(Setup::cortex_m()).spurious_wakes(0).attach::<irq::A>(1);
    on(A, || cpu().wait_for_event());
    passes(&setup, |_, _| ());
    on(A, || {
        cpu().wait_for_event();
        cpu().wait_for_event();
    });
    let failure = fails(&setup, AsleepForEver, |_, _| ());
    assert!(failure.message().starts_with("`A` waits for ever for an event"), "{failure}");
}

/// WFE clears the register: the second one sleeps. SEV sets it.
#[test]
fn wfe_clears_the_register() {
    let setup = || with(Setup::cortex_m()).spurious_wakes(0);
    fails(&setup(), AsleepForEver, |cpu, _| cpu.wait_for_event());
    passes(&setup(), |cpu, _| {
        cpu.send_event();
        cpu.send_event();
        cpu.wait_for_event();
    });
    fails(&setup(), AsleepForEver, |cpu, _| {
        cpu.send_event();
        cpu.send_event(); // once is as good as twice
        cpu.wait_for_event();
        cpu.wait_for_event();
    });
}

/// What PRIMASK or BASEPRI hold off, or what is off, is no event, as long as SEVONPEND is clear (B1.5.18; SCR: B3.2.7).
#[test]
fn wfe_does_not_wake_for_what_cannot_be_taken() {
    let masked = |cpu: &Cpu, _: &mut Main| {
        interrupts::free(|_| {
            if !READY.get() && fired(A) == 0 {
                cpu.wait_for_event();
            }
        });
    };
    // A comes after main's look, if it comes.
    let setup = || with(Setup::cortex_m()).spurious_wakes(0).attach::<irq::A>(1);
    fails(&setup(), AsleepForEver, masked);
    passes(&setup().event_on_pend(), masked);
    let off = |cpu: &Cpu, main: &mut Main| {
        while !cpu.is_pending::<irq::A>() {
            cpu.wait_for_event();
        }
        irq::A::enable(main);
        interrupts::free(|_| ());
        assert_eq!(fired(A), 1);
    };
    let line_off = || {
        Setup::cortex_m()
            .every_order()
            .spurious_wakes(0)
            .attach::<irq::A>(1)
            .reset(&READY, || false)
            .reset(&EVENT, Event::new)
    };
    fails(&line_off(), AsleepForEver, off);
    passes(&line_off().event_on_pend(), off);
}

/// An event that is set already takes up one that comes then: there is one bit. So of two lines that are waited for by WFE alone, one may be missed.
#[test]
fn two_events_may_be_one() {
    let setup = Setup::cortex_m().every_order().spurious_wakes(0).event_on_pend().attach::<irq::A>(1);
    let setup = setup.reset(&READY, || false).reset(&EVENT, Event::new);
    fails(&setup, AsleepForEver, |cpu, main| {
        cpu.send_event();
        cpu.wait_for_event();
        cpu.wait_for_event(); // A came before the first, perhaps
        irq::A::enable(main);
    });
}

/// What woke main may be in the register afterwards, or not. The line is off, so no handler sets it.
#[test]
fn what_woke_it_may_be_in_the_register() {
    let setup = Setup::cortex_m().every_order().spurious_wakes(0).event_on_pend().attach::<irq::A>(1);
    let went_on = std::cell::Cell::new(false);
    let failure = model::try_check(&setup, |cpu, _| {
        cpu.wait_for_event(); // until A comes
        cpu.wait_for_event();
        went_on.set(true);
    });
    assert!(went_on.get());
    assert_eq!(failure.expect_err("it sleeps on").kind(), AsleepForEver);
}

/// A device's event, as another core's SEV.
#[test]
fn devices_send_events() {
    let setup = || {
        with(Setup::cortex_m()).spurious_wakes(0).device("another core", 1, |cpu| {
            MAILBOX.poke(7);
            cpu.send_event();
        })
    };
    passes(&setup(), |cpu, _| {
        while MAILBOX.read() == 0 {
            cpu.wait_for_event();
        }
    });
    let failure = fails(&setup(), AsleepForEver, |cpu, _| {
        cpu.wait_for_event();
        cpu.wait_for_event();
    });
    assert!(failure.message().contains("waits for ever for an event"), "{failure}");
}

/// A handler that sleeps is named: nothing of its priority wakes it (*Armv7-M Architecture Reference Manual*, B1.5.19).
#[test]
fn a_handler_that_sleeps_is_named() {
    let setup = with(Setup::cortex_m()).attach::<irq::A>(1).attach::<irq::B>(1);
    on(A, || cpu().sleep());
    let failure = fails(&setup, AsleepForEver, |_, _| ());
    assert!(failure.message().starts_with("`A` sleeps for ever at "), "{failure}");
}

#[test]
fn events_are_a_cortex_ms() {
    for cpu in [Setup::avr, Setup::riscv] {
        let failure = fails(&with(cpu()), FailureKind::BadSetup, |cpu, _| cpu.wait_for_event());
        assert!(failure.message().contains("there is no event register; write `cpu.sleep()`"), "{failure}");
        fails(&with(cpu()), FailureKind::BadSetup, |cpu, _| cpu.send_event());
        fails(&with(cpu()).event_on_pend(), FailureKind::BadSetup, |_, _| ());
    }
}

/// WFE loses no schedule to the reduced search.
#[test]
fn events_lose_no_schedule() {
    let all = |setup: Setup| {
        let setup = setup.attach::<irq::A>(1).attach::<irq::HIGH>(1);
        outcomes(&setup, |cpu, _| {
            let mut looks = 0;
            while !READY.get() && looks < 4 {
                looks += 1;
                cpu.wait_for_event();
            }
            (looks, fired(A), fired(HIGH))
        })
    };
    let reduced = || {
        let setup = Setup::cortex_m().interrupts_on().reset(&READY, || false).reset(&EVENT, Event::new);
        with(Setup::cortex_m()); // what the handlers do
        setup
    };
    assert_eq!(all(reduced()), all(with(Setup::cortex_m())));
}
