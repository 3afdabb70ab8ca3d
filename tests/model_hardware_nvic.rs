//! What an NVIC does, by its manuals: how many priorities there are, which of two goes first, what pends and what a look at that tells.

#![allow(missing_docs)]

mod common;

use common::{A, B, TOP, fails, fired, irq, on, outcomes, passes, see, seen};
use irqshare::model::{self, Cpu, FailureKind, Register, Setup};
use irqshare::{Global, Main, Shared, interrupts};
use std::collections::BTreeSet;

static X: Global<u8> = Global::new(0);
static ORDER: Global<u32> = Global::new(0);
static AT_THE_TOP: Shared<u8, line::EIGHT> = Shared::new(0);

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        ZERO = 0,
        EIGHT = 8,
        NINE = 9,
    }
}

mod line {
    irqshare::handlers! {
        device: super::device;
        #[priority(256)]
        fn ZERO() { super::tell(0) }
        #[priority(8)]
        fn EIGHT() { super::tell(8); super::X.get(); super::tell(8) }
        #[priority(9)]
        fn NINE() { super::tell(9) }
        fn SysTick() { super::tell(5) }
        fn PendSV() { super::tell(4) }
    }
}

/// A PAC, as it builds on hosts.
mod pac {
    pub const NVIC_PRIO_BITS: u8 = 3;
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        EIGHT = 8,
        NINE = 9,
        OTHERS = 10,
        VALUES = 11,
    }
}
mod chip {
    irqshare::handlers! {
        device: super::pac;
        #[priority(8)]
        fn EIGHT() { super::tell(8); super::X.get(); super::tell(8) }
        #[priority(9)]
        fn NINE() {}
        #[priority(9)]
        fn OTHERS;
        #[priority(9)]
        fn VALUES(_isr, _value: &mut u8) {}
        fn SysTick() { super::tell(5) }
        fn PendSV;
    }
}

mod another_pac {
    pub const NVIC_PRIO_BITS: u8 = 4;
}
mod four {
    irqshare::handlers! {
        device: super::another_pac;
        fn SysTick() {}
    }
}

fn tell(who: u32) {
    ORDER.update(|order| order * 10 + who);
}

fn told() -> u32 {
    interrupts::free(|cs| ORDER.get_in(cs))
}

fn with(cpu: Setup) -> Setup {
    cpu.every_order().interrupts_on().reset(&X, || 0).reset(&ORDER, || 0).reset(&AT_THE_TOP, || 0)
}

/// Of equal priorities the lowest exception number goes first (*Armv7-M Architecture Reference Manual*, B1.5.4): PendSV is 14, SysTick 15, and line 0 is 16.
#[test]
fn exceptions_go_before_lines() {
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        let setup = with(cpu()).attach::<line::ZERO>(0).attach::<line::SysTick>(0).attach::<line::PendSV>(0);
        let order = outcomes(&setup, |cpu, _| {
            interrupts::free(|_| {
                cpu.pend::<line::ZERO>();
                cpu.pend::<line::SysTick>();
                cpu.pend::<line::PendSV>();
            });
            cpu.barrier(); // they have come by now
            told()
        });
        assert_eq!(order, BTreeSet::from([450])); // PendSV, SysTick, line 0
    }
}

/// With 3 bits, `#[priority(8)]` is the top: SysTick, which is there too, doesn't preempt it (B1.5.4). With more it does.
#[test]
fn priorities_are_those_that_the_chip_has() {
    let orders = |bits| {
        let setup = with(Setup::cortex_m()).priority_bits(bits);
        outcomes(&setup.attach::<line::EIGHT>(1).attach::<line::SysTick>(1), |_, _| told())
    };
    let flat = BTreeSet::from([0, 88, 5, 885, 588]);
    assert_eq!(orders(3), flat);
    for bits in 4..=8 {
        let nested: BTreeSet<u32> = orders(bits).difference(&flat).copied().collect();
        assert_eq!(nested, BTreeSet::from([858]), "{bits} bits");
    }
}

/// A PAC that builds on hosts says how many bits its chip has, in each form in which `handlers!` name a vector; the test may say otherwise.
#[test]
fn the_device_says_how_many_bits_there_are() {
    let orders = |setup: Setup| outcomes(&setup, |_, _| told());
    let setup = |cpu: Setup| with(cpu).attach::<chip::EIGHT>(1).attach::<chip::SysTick>(1);
    assert!(!orders(setup(Setup::cortex_m())).contains(&858));
    assert!(orders(setup(Setup::cortex_m()).priority_bits(4)).contains(&858));
    assert!(orders(setup(Setup::cortex_m().priority_bits(4))).contains(&858));
    for setup in [
        with(Setup::cortex_m()).attach::<chip::NINE>(1),
        with(Setup::cortex_m()).attach_handler::<chip::OTHERS>(1, || ()),
        with(Setup::cortex_m()).attach::<chip::VALUES>(1),
        // Those that are at the top of any chip say how many bits there are, too.
        with(Setup::cortex_m()).attach::<line::NINE>(1).attach::<chip::SysTick>(1),
        with(Setup::cortex_m()).attach::<line::NINE>(1).attach_handler::<chip::PendSV>(1, || ()),
    ] {
        let failure = fails(&setup, FailureKind::BadSetup, |_, _| ());
        assert!(failure.message().contains("with 3 bits the highest is 8"), "{failure}");
    }
    // A chip that has fewer than its PAC says takes no priority of its handlers.
    let setup = with(Setup::cortex_m()).attach::<four::SysTick>(1);
    for setup in [
        setup.attach::<chip::SysTick>(1),
        with(Setup::cortex_m().priority_bits(3)).attach::<four::SysTick>(1),
    ] {
        let failure = fails(&setup, FailureKind::BadSetup, |_, _| ());
        assert!(failure.message().contains("NVIC_PRIO_BITS = 4, but the chip has 3"), "{failure}");
    }
}

/// A ceiling at the chip's top is beyond BASEPRI, where 0 means off (B1.4.3): the lock masks everything. Below the top, SysTick comes in.
#[test]
fn a_lock_at_the_top_masks_everything() {
    let inside = |bits| {
        let setup = with(Setup::cortex_m()).priority_bits(bits);
        outcomes(&setup.attach::<line::EIGHT>(1).attach::<line::SysTick>(1), |cpu, main| {
            AT_THE_TOP.lock(main, |_| {
                let before = ORDER.get();
                X.get();
                cpu.note("SysTick may strike before this");
                ORDER.get() != before
            })
        })
    };
    assert_eq!(inside(3), BTreeSet::from([false]));
    assert_eq!(inside(4), BTreeSet::from([false, true]));
    // By PRIMASK, for which a sleep ends; not for what BASEPRI holds off (B1.5.19).
    let asleep = |bits| {
        let setup = with(Setup::cortex_m()).priority_bits(bits).spurious_wakes(0);
        model::try_check(&setup.attach::<line::EIGHT>(1), |cpu, main| {
            AT_THE_TOP.lock(main, |_| {
                if ORDER.get() == 0 {
                    cpu.sleep();
                }
            });
        })
    };
    assert!(asleep(3).is_ok());
    assert_eq!(asleep(4).expect_err("nothing wakes main").kind(), FailureKind::AsleepForEver);
}

/// What the chip hasn't is refused, as it is when firmware is compiled. v6-M has two bits (*Armv6-M Architecture Reference Manual*, B3.4).
#[test]
fn priorities_that_the_chip_has_not_are_refused() {
    let refused = |setup: Setup, text: &str| {
        let failure = fails(&setup, FailureKind::BadSetup, |_, _| ());
        assert!(failure.message().contains(text), "{failure}");
    };
    let nine = |cpu: Setup| with(cpu).attach::<line::NINE>(1);
    refused(
        nine(Setup::cortex_m().priority_bits(3)),
        "no priority 9 (handler `NINE`): with 3 bits the highest is 8",
    );
    refused(nine(Setup::cortex_m0()), "with 2 bits the highest is 4");
    passes(&nine(Setup::cortex_m().priority_bits(4)), |_, _| ());
    refused(with(Setup::cortex_m()).priority_bits(2), "from 3 to 8 bits");
    refused(with(Setup::cortex_m0()).priority_bits(3), "from 2 to 2 bits");
    refused(with(Setup::avr()).priority_bits(3), "is for a Cortex-M");
    let setup = with(Setup::cortex_m()).priority_bits(3).attach::<irq::A>(1);
    let failure = fails(&setup, FailureKind::BadSetup, |cpu, _| cpu.set_priority::<irq::A>(9));
    assert!(failure.message().contains("the highest that this CPU has is 8"), "{failure}");
}

/// A masked interrupt may have come at any moment before the look, and one that came is taken when it can be.
#[test]
fn a_look_at_what_pends_sees_both() {
    on(A, || X.set(1));
    for (name, cpu) in common::CPUS {
        let looks = outcomes(&with(cpu()).attach::<irq::A>(1), |cpu, _| {
            let (pends, later) = interrupts::free(|_| match fired(A) {
                0 => (cpu.is_pending::<irq::A>(), cpu.is_pending::<irq::A>()),
                _ => (false, false),
            });
            assert!(later || !pends, "{name}: what pends stays so");
            cpu.barrier(); // it has been taken by now
            assert!(!pends || fired(A) == 1, "{name}");
            (pends, later, fired(A))
        });
        let all = [(false, false, 0), (false, false, 1), (false, true, 1), (true, true, 1)];
        assert_eq!(looks, BTreeSet::from(all), "{name}");
    }
}

/// What is cleared is lost, and what comes behind that isn't.
#[test]
fn what_is_cleared_is_lost() {
    on(A, || see(1_u8));
    for (name, cpu) in common::CPUS {
        let lost = outcomes(&with(cpu()).attach::<irq::A>(0), |cpu, _| {
            interrupts::free(|_| {
                cpu.pend::<irq::A>();
                assert!(cpu.is_pending::<irq::A>());
                cpu.clear_pending::<irq::A>();
                assert!(!cpu.is_pending::<irq::A>());
            });
            let lost = fired(A) == 0;
            cpu.pend::<irq::A>();
            cpu.barrier();
            assert_eq!(fired(A), 1, "{name}");
            lost
        });
        assert_eq!(lost, BTreeSet::from([true]), "{name}");
        // One that comes by itself: before the clearing, behind it, or never.
        let setup = with(cpu()).attach::<irq::A>(1);
        let came = outcomes(&setup, |cpu, _| {
            let before = fired(A);
            interrupts::free(|_| {
                if fired(A) == 0 {
                    cpu.clear_pending::<irq::A>();
                }
            });
            X.get();
            (before, fired(A))
        });
        assert_eq!(came, BTreeSet::from([(0, 0), (0, 1)]), "{name}");
    }
}

/// "If the interrupt signal is still asserted, the state of the interrupt does not change" (*Cortex-M3 Devices Generic User Guide*, 4.2.9), so what was latched is taken although the level goes away then. On AVR the
/// level is the flag: it comes and goes with it.
#[test]
fn a_level_that_is_there_stays_pending() {
    on(A, || model::cpu().release::<irq::A>());
    on(B, || model::cpu().pend::<irq::A>()); // so that A fires in some schedule on each CPU
    let runs = |cpu: Setup| {
        outcomes(&with(cpu).attach::<irq::A>(0).attach::<irq::B>(1), |cpu, _| {
            interrupts::free(|_| {
                cpu.hold::<irq::A>();
                cpu.clear_pending::<irq::A>();
                assert!(cpu.is_pending::<irq::A>());
                cpu.release::<irq::A>();
            });
            cpu.barrier();
            fired(A)
        })
    };
    assert!(runs(Setup::cortex_m()).iter().all(|&runs| runs >= 1));
    assert!(runs(Setup::avr()).contains(&0));
}

/// While the handler runs, it is active and doesn't pend, though its level is still there; it pends again when the handler ends, and a level that is withdrawn behind that leaves it so (4.2.9).
#[test]
fn a_level_pends_again_when_the_handler_ends() {
    static LEVEL: Register<u8> = Register::new(0).on_write(|cpu, _, level| {
        if level == 1 {
            cpu.hold::<irq::A>();
        } else {
            cpu.release::<irq::A>();
        }
        level
    });
    on(A, || {
        see(u8::from(model::cpu().is_pending::<irq::A>()));
        // The first run leaves the cause, and returns masked, so that main takes it away before the second.
        if fired(A) == 1 {
            interrupts::disable();
        }
    });
    let setup = || with(Setup::cortex_m()).attach::<irq::A>(0).reset(&LEVEL, || 0);
    let body = |cpu: &Cpu, _: &mut Main| {
        LEVEL.write(1);
        cpu.barrier();
        assert!(!interrupts::are_enabled(), "the handler has run");
        assert!(cpu.is_pending::<irq::A>());
        LEVEL.write(0);
        assert!(cpu.is_pending::<irq::A>(), "it is latched");
        // SAFETY: no section is open.
        unsafe { interrupts::enable() };
        interrupts::free(|_| ());
        assert_eq!((fired(A), seen()), (2, vec![0, 0]));
    };
    passes(&setup(), body);
    // On AVR the level is the flag.
    on(A, || LEVEL.write(0));
    passes(&with(Setup::avr()).attach::<irq::A>(0).reset(&LEVEL, || 0), |cpu, _| {
        interrupts::free(|_| {
            LEVEL.write(1);
            assert!(cpu.is_pending::<irq::A>());
            LEVEL.write(0);
            assert!(!cpu.is_pending::<irq::A>());
            LEVEL.write(1);
        });
        cpu.barrier();
        assert_eq!(fired(A), 1);
    });
}

/// A register of flags: reading it shows what pends, and writing 1 clears that, as an AVR's TIFR does.
#[test]
fn a_register_of_flags_shows_and_clears() {
    static TIFR: Register<u8> = Register::new(0)
        .on_read(|cpu, _| u8::from(cpu.is_pending::<irq::A>()))
        .on_write(|cpu, held, written| {
            if written & 1 == 1 {
                cpu.clear_pending::<irq::A>();
            }
            held
        });
    on(A, || X.set(1));
    for (name, cpu) in common::CPUS {
        let looks = outcomes(&with(cpu()).attach::<irq::A>(1).reset(&TIFR, || 0), |_, _| {
            let look = interrupts::free(|_| {
                let flags = if fired(A) == 0 { TIFR.read() } else { 2 };
                if flags == 1 {
                    TIFR.write(1);
                    assert_eq!(TIFR.read(), 0, "{name}");
                }
                flags
            });
            interrupts::free(|_| ());
            (look, fired(A))
        });
        assert_eq!(looks, BTreeSet::from([(0, 0), (0, 1), (1, 0), (2, 1)]), "{name}");
    }
}

/// The reduced search finds what the other one does.
#[test]
fn looks_lose_no_schedule() {
    on(A, || X.set(X.get() + 1));
    on(TOP, || {
        if model::cpu().is_pending::<irq::A>() {
            model::cpu().clear_pending::<irq::A>();
        }
        X.set(X.get() + 10);
    });
    for (_, cpu) in common::CPUS {
        let all = |setup: Setup| {
            let setup = setup.interrupts_on().reset(&X, || 0).attach::<irq::A>(2).attach::<irq::TOP>(1);
            outcomes(&setup, |cpu, _| {
                let before = X.get();
                let pends = interrupts::free(|_| cpu.is_pending::<irq::A>());
                (before, pends, X.get(), fired(A), fired(TOP))
            })
        };
        assert_eq!(all(cpu()), all(cpu().every_order()));
    }
}
