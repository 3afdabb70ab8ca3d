//! Lateness around handlers: behind their returns, at barriers, where nothing is left that could get on; and what comes of it.

#![allow(missing_docs)]

mod common;

use common::late::*;
use common::{A, B, CPUS, HIGH, fired, irq, on, passes, see, seen};
use irqshare::model::FailureKind::{AsleepForEver, Panic};
use irqshare::model::{self, Cpu, Failure, Setup, cpu};
use irqshare::{Main, interrupts};

// ---- handlers ----

/// What a handler leaves pending is taken when it returns; on AVR one instruction runs first (RETI sets I).
#[test]
fn a_handler_returns() {
    on(A, tell);
    on(B, || {
        irq::A::pend();
        caused();
    });
    let behind = |cpu: fn() -> Setup| {
        ends(
            || with(cpu()).attach::<irq::B>(1),
            |_, _| {
                (0..3).for_each(|_| step());
                seen()
            },
        )
    };
    for cpu in [Setup::cortex_m, Setup::cortex_m0, Setup::riscv] {
        assert_eq!(behind(cpu), [vec![], vec![0]].into());
    }
    for cpu in AVRS {
        assert_eq!(behind(cpu), [vec![], vec![0], vec![1]].into());
    }
}

/// Two that pend together: the second follows the first at once, or on AVR an instruction later.
#[test]
fn one_after_the_other() {
    on(A, || see(X.read()));
    on(B, || see(X.read()));
    let both = |cpu: fn() -> Setup| {
        ends(
            || with(cpu()).attach::<irq::B>(0),
            |_, _| {
                interrupts::free(|_| {
                    irq::A::pend();
                    irq::B::pend();
                });
                (0..4).for_each(|_| step());
                seen()
            },
        )
    };
    for cpu in CORTEX {
        assert_eq!(both(cpu), [vec![0, 0], vec![1, 1]].into());
    }
    assert_eq!(both(Setup::riscv), [vec![0, 0]].into());
    for cpu in AVRS {
        assert_eq!(both(cpu), [vec![0, 0], vec![0, 1], vec![1, 1], vec![1, 2]].into());
    }
}

/// A barrier has all taken that pends, on AVR too: `nop`s stand for one there.
#[test]
fn a_barrier_has_all_taken() {
    on(A, || ());
    on(B, || ());
    for (_, cpu) in CPUS {
        passes(&with(cpu()).attach::<irq::B>(0), |cpu, _| {
            interrupts::free(|_| {
                irq::B::pend();
                irq::A::pend();
            });
            cpu.barrier();
            assert_eq!((fired(A), fired(B)), (1, 1));
        });
    }
}

/// In a handler it is the handler that gets on: by an access, or to its end, behind which the more urgent one follows.
#[test]
fn a_handler_gets_on() {
    for cpu in CORTEX {
        let setup = || with(cpu()).attach::<irq::HIGH>(0);
        let body = |cpu: &Cpu, _: &mut Main| {
            irq::A::pend();
            cpu.barrier();
            seen()
        };
        on(HIGH, || see(X.read()));
        on(A, || {
            irq::HIGH::pend();
            (0..3).for_each(|_| step());
        });
        assert_eq!(ends(setup, body), [vec![0], vec![1]].into());
        let [a, high] = [u64::from(b'a'), u64::from(b'H')];
        on(HIGH, || see(b'H'));
        on(A, || {
            irq::HIGH::pend();
            see(b'a');
        });
        // `a` is no access: it ends, and HIGH follows.
        assert_eq!(ends(setup, body), [vec![a, high]].into());
        on(A, || {
            irq::HIGH::pend();
            cpu_barrier();
            see(b'a');
        });
        assert_eq!(ends(setup, body), [vec![high, a]].into());
    }
}

fn cpu_barrier() {
    cpu().barrier();
}

// ---- ends ----

/// When main has ended, and while it sleeps, nothing gets on.
#[test]
fn nobody_gets_on() {
    on(A, || ());
    for (name, cpu) in CPUS {
        for setup in [with(cpu()), with(cpu()).every_order()] {
            let report = passes(&setup, |_, _| irq::A::pend());
            assert_eq!((report.schedules(), report.fired("A")), (1, 1), "{name}");
        }
    }
    // `sei; sleep`: what pends before comes in the sleep, and not after it.
    for cpu in AVRS {
        let pends_and_sleeps = |cpu: &Cpu, _: &mut Main| {
            interrupts::disable();
            irq::A::pend();
            // SAFETY: no section is open.
            unsafe { interrupts::enable() };
            cpu.sleep();
            fired(A)
        };
        assert_eq!(ends(|| with(cpu()), pends_and_sleeps), [1].into());
    }
}

/// Elsewhere what pends comes before the sleep, and then nothing ends that.
#[test]
fn a_late_one_may_be_missed() {
    on(A, || ());
    for cpu in [Setup::cortex_m, Setup::cortex_m0, Setup::riscv] {
        for setup in [with(cpu()), with(cpu()).every_order()] {
            let failure = common::fails(&setup.spurious_wakes(0), AsleepForEver, |cpu, _| {
                irq::A::pend();
                cpu.sleep();
            });
            // Late, it would come in the sleep.
            assert!(failure.picture().contains("ends"), "{failure}");
        }
    }
}

/// It is late once, not at the end of each section: a loop of sections lets it in.
#[test]
fn it_is_late_once() {
    on(A, tell);
    for (_, cpu) in CPUS {
        let sections = |_: &Cpu, _: &mut Main| {
            irq::A::pend();
            while fired(A) == 0 && STEPS.get() < 5 {
                interrupts::free(|_| step());
            }
            seen()
        };
        assert_eq!(ends(|| with(cpu()), sections), [vec![0], vec![1]].into());
    }
}

// ---- what comes of it ----

/// Two requests one after the other are two runs, or one if the first is late.
#[test]
fn two_requests_may_be_one() {
    on(A, || ());
    for (_, cpu) in CPUS {
        let twice = |cpu: &Cpu, _: &mut Main| {
            irq::A::pend();
            irq::A::pend();
            cpu.barrier();
            fired(A)
        };
        assert_eq!(ends(|| with(cpu()), twice), [1, 2].into());
        assert_eq!(ends(|| with(cpu()).late(0), twice), [2].into());
    }
}

/// A level that is withdrawn in time doesn't fire where the flag is the level; the NVIC has latched it.
#[test]
fn what_is_withdrawn_in_time() {
    on(A, || cpu().release::<irq::A>());
    let withdraws = |cpu: &Cpu, _: &mut Main| {
        cpu.hold::<irq::A>();
        cpu.release::<irq::A>();
        cpu.barrier();
        fired(A)
    };
    for cpu in AVRS.into_iter().chain([Setup::riscv as fn() -> Setup]) {
        assert_eq!(ends(|| with(cpu()), withdraws), [0, 1].into());
    }
    for cpu in CORTEX {
        assert_eq!(ends(|| with(cpu()), withdraws), [1].into());
    }
}

/// A sample is late, too, and a token says who was.
#[test]
fn samples_and_tokens() {
    on(A, tell);
    let kicks = |_: &Cpu, _: &mut Main| {
        STEPS.set(0);
        CAUSED.set(0);
        irq::A::pend();
        step();
        assert_eq!(fired(A), 1, "late");
    };
    let waits = |_: &Cpu, _: &mut Main| {
        STEPS.set(0);
        CAUSED.set(0);
        irq::A::pend();
        step();
        assert_eq!(fired(A), 0, "in time");
    };
    for (_, cpu) in CPUS {
        let found = |setup: Setup, body: fn(&Cpu, &mut Main)| -> Failure {
            let failure = model::try_check(&setup, body).expect_err("one of the two");
            assert_eq!(failure.kind(), Panic);
            failure
        };
        for setup in
            [|setup: Setup| setup, |setup: Setup| setup.every_order(), |setup: Setup| setup.sample(50, 1)]
        {
            let fresh = || setup(with(cpu()));
            for body in [kicks as fn(&Cpu, &mut Main), waits] {
                let body: fn(&Cpu, &mut Main) = body;
                let failure = found(fresh(), body);
                let again = model::replay(&fresh(), failure.token().expect("a schedule fails"), body);
                assert_eq!(again.expect_err("it fails again").picture(), failure.picture());
            }
        }
    }
}
