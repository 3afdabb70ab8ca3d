//! Accesses that aren't atomic: what is masked, switched off, or of too low a priority never strikes, and what is let in again does. A finding that no CPU could show would be a false
//! alarm here; a mask that is taken for wider than it is would lose one.

#![allow(missing_docs)]

mod common;

use common::triples::{findings, finds, told};
use common::{A, HIGH, TOP, irq, mutated, on};
use irqshare::model::{self, Cpu, Mutant, Plain, Setup};
use irqshare::{Main, Shared, interrupts};
use std::cell::Cell;

static X: Plain<u8> = Plain::new(0);
static LOCKED: Shared<u8, irq::A> = Shared::new(0);
static BOTH: Shared<u8, (ours::LOW, ours::MIDDLE)> = Shared::new(0);

/// Two whose handlers lock, in the order of their priorities.
mod ours {
    irqshare::handlers! {
        device: super::device;

        fn LOW(isr) {
            super::LOW_DOES.get()(isr);
        }

        #[priority(2)]
        fn MIDDLE() {
            super::X.set(1); // (middle)
        }

        #[priority(3)]
        fn ABOVE() {
            super::X.set(2); // (above)
        }
    }
}

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        LOW = 1,
        MIDDLE = 2,
        ABOVE = 3,
    }
}

type Low<'a, 'b> = &'a mut irqshare::Isr<'b, ours::LOW>;

thread_local! {
    static LOW_DOES: Cell<fn(Low<'_, '_>)> = const { Cell::new(|_| {}) };
}

fn with(cpu: Setup) -> Setup {
    cpu.interrupts_on().reset(&X, || 0).reset(&LOCKED, || 0).reset(&BOTH, || 0)
}

fn writes() {
    X.set(1); // (a)
}

// ---- sections ----

/// A section around both, in each way to write one. Without the mask it is found, so it was the mask.
#[test]
fn a_section_around_both() {
    on(A, writes);
    let freed = |_: &Cpu, _: &mut Main| {
        interrupts::free(|_| {
            X.get(); // (m1)
            X.get(); // (m2)
        });
    };
    let paired = |_: &Cpu, _: &mut Main| {
        let saved = interrupts::save_and_disable();
        X.get(); // (p1)
        X.get(); // (p2)
        // SAFETY: no section was opened after this one.
        unsafe { interrupts::restore(saved) };
    };
    for (_, cpu) in common::CPUS {
        let setup = || with(cpu()).attach::<irq::A>(1);
        finds(setup, [], freed);
        finds(setup, [], paired);
        let unmasked = || mutated(setup(), Mutant::MaskNothing);
        finds(unmasked, ["R-W-R m1 a m2"], freed);
        finds(unmasked, ["R-W-R p1 a p2"], paired);
    }
}

/// Each access in a section of its own: A comes between the two.
#[test]
fn a_section_around_each() {
    on(A, writes);
    for (_, cpu) in common::CPUS {
        finds(
            || with(cpu()).attach::<irq::A>(1),
            ["R-W-W m1 a m2"],
            |_, _| {
                let x = interrupts::free(|_| X.get()); // (m1)
                interrupts::free(|_| X.set(x + 1)); // (m2)
            },
        );
    }
}

/// The section ends, or begins, between the two.
#[test]
fn a_section_around_one() {
    on(A, writes);
    for (_, cpu) in common::CPUS {
        let expected = ["R-W-R m1 a m2", "R-W-R m3 a m4"];
        finds(
            || with(cpu()).attach::<irq::A>(1),
            expected,
            |_, _| {
                interrupts::free(|_| X.get()); // (m1)
                interrupts::free(|_| {
                    X.get(); // (m2)
                    X.get(); // (m3)
                });
                X.get(); // (m4)
            },
        );
    }
}

/// A section in a section: the end of the inner one doesn't open the outer one, unless the CPU is broken.
#[test]
fn a_section_in_a_section() {
    on(A, writes);
    let body = |_: &Cpu, _: &mut Main| {
        interrupts::free(|_| {
            X.get(); // (m1)
            interrupts::free(|_| {});
            X.get(); // (m2)
        });
    };
    for (_, cpu) in common::CPUS {
        let setup = || with(cpu()).attach::<irq::A>(1);
        finds(setup, [], body);
        finds(|| mutated(setup(), Mutant::ReleaseEnables), ["R-W-R m1 a m2"], body);
    }
}

/// A's section keeps HIGH out, where handlers nest.
#[test]
fn a_section_in_a_handler() {
    on(A, || {
        interrupts::free(|_| {
            X.get();
            X.get(); // (a2)
        });
        X.get(); // (a3)
    });
    on(HIGH, || {
        X.set(1); // (high)
    });
    let attach = |cpu: Setup| with(cpu).attach::<irq::A>(1).attach::<irq::HIGH>(1);
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        finds(|| attach(cpu()), ["R-W-R a2 high a3"], |_, _| {});
    }
    for cpu in [Setup::avr, Setup::riscv] {
        finds(|| attach(cpu()), [], |_, _| {});
    }
}

/// Interrupts are off at the start of an AVR or RISC-V, and each line of an NVIC: before they are turned on nothing strikes.
#[test]
fn before_interrupts_are_on() {
    on(A, writes);
    let reset = |cpu: Setup| cpu.reset(&X, || 0).attach::<irq::A>(1);
    for cpu in [Setup::avr, Setup::riscv] {
        finds(
            || reset(cpu()),
            ["R-W-R m2 a m3", "R-W-R m3 a m4"],
            |_, _| {
                X.get();
                X.get(); // (m2)
                // SAFETY: no section is open, and the handlers are ready.
                unsafe { irqshare::interrupts::enable() };
                X.get(); // (m3)
                X.get(); // (m4)
            },
        );
    }
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        finds(
            || reset(cpu()),
            ["R-W-R n2 a n3"],
            |_, main| {
                X.get();
                X.get(); // (n2)
                irq::A::enable(main);
                X.get(); // (n3)
            },
        );
    }
}

// ---- locks ----

/// A lock of A's cell holds off A; where the CPU masks up to a ceiling, HIGH comes through.
#[test]
fn a_lock_lets_through_what_is_above_its_ceiling() {
    on(A, writes);
    on(HIGH, || {
        X.set(2); // (high)
    });
    let attach = |cpu: Setup| with(cpu).attach::<irq::A>(1).attach::<irq::HIGH>(1);
    let body = |_: &Cpu, main: &mut Main| {
        LOCKED.lock(main, |_| {
            X.get(); // (m1)
            X.get(); // (m2)
        });
    };
    finds(|| attach(Setup::cortex_m()), ["R-W-R m1 high m2"], body);
    for cpu in [Setup::cortex_m0, Setup::avr, Setup::riscv] {
        finds(|| attach(cpu()), [], body);
    }
}

/// LOW's lock of a cell that it shares with MIDDLE holds off MIDDLE, and ABOVE only where every lock masks all.
#[test]
fn a_lock_in_a_handler() {
    LOW_DOES.set(|isr| {
        BOTH.lock(isr, |_| {
            X.get(); // (l1)
            X.get(); // (l2)
        });
        X.get(); // (l3)
    });
    let attach =
        |cpu: Setup| with(cpu).attach::<ours::LOW>(1).attach::<ours::MIDDLE>(1).attach::<ours::ABOVE>(1);
    let after = ["R-W-R l2 above l3", "R-W-R l2 middle l3"];
    let inside = ["R-W-R l1 above l2", after[0], after[1]];
    finds(|| attach(Setup::cortex_m()), inside, |_, _| {});
    finds(|| attach(Setup::cortex_m0()), after, |_, _| {});
    for cpu in [Setup::avr, Setup::riscv] {
        finds(|| attach(cpu()), [], |_, _| {});
    }
    // A lock that masks to one below its ceiling lets MIDDLE in.
    let broken = || mutated(attach(Setup::cortex_m()), Mutant::CeilingTooLow);
    finds(broken, [inside[0], after[0], after[1], "R-W-R l1 middle l2"], |_, _| {});
}

// ---- lines ----

/// Main switches A off around both, or on again between the two.
#[test]
fn a_line_that_is_off() {
    on(A, writes);
    for (_, cpu) in common::CPUS {
        let expected = ["R-W-R m2 a m3", "R-W-R m3 a m4"];
        finds(
            || with(cpu()).attach::<irq::A>(1),
            expected,
            |cpu, _| {
                cpu.disable::<irq::A>();
                X.get();
                X.get(); // (m2)
                cpu.enable::<irq::A>();
                X.get(); // (m3)
                X.get(); // (m4)
            },
        );
        // Between the last look and the switch, too.
        finds(
            || with(cpu()).attach::<irq::A>(1),
            ["R-W-R n1 a n2"],
            |cpu, _| {
                X.get(); // (n1)
                cpu.disable::<irq::A>();
                X.get(); // (n2)
                X.get();
            },
        );
    }
}

/// It is pended while it is off, and taken as soon as it is on: in that gap alone.
#[test]
fn a_line_that_pends_while_it_is_off() {
    on(A, writes);
    for (_, cpu) in common::CPUS {
        finds(
            || with(cpu()).attach::<irq::A>(0),
            ["R-W-R m3 a m4"],
            |cpu, _| {
                X.get();
                cpu.disable::<irq::A>();
                X.get();
                irq::A::pend();
                X.get(); // (m3)
                cpu.enable::<irq::A>();
                cpu.barrier();
                X.get(); // (m4)
                X.get();
            },
        );
    }
}

/// Main has switched HIGH off, and A switches it on: without A, HIGH never comes between.
#[test]
fn a_handler_switches_another_on() {
    on(A, || model::cpu().enable::<irq::HIGH>());
    on(HIGH, || {
        X.set(1); // (high)
    });
    let body = |cpu: &Cpu, _: &mut Main| {
        cpu.disable::<irq::HIGH>();
        X.get(); // (m1)
        X.get(); // (m2)
    };
    for (_, cpu) in common::CPUS {
        finds(|| with(cpu()).attach::<irq::HIGH>(2), [], body);
        finds(|| with(cpu()).attach::<irq::A>(1).attach::<irq::HIGH>(1), ["R-W-R m1 high m2"], body);
    }
}

/// A switches HIGH off around its own reads, and on again before the last; TOP isn't held off by that.
#[test]
fn a_handler_switches_another_off() {
    on(A, || {
        model::cpu().disable::<irq::HIGH>();
        X.get(); // (a1)
        X.get(); // (a2)
        model::cpu().enable::<irq::HIGH>();
        X.get(); // (a3)
    });
    on(HIGH, || {
        X.set(1); // (high)
    });
    on(TOP, || {
        X.set(2); // (top)
    });
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        let setup = || with(cpu()).attach::<irq::A>(1).attach::<irq::HIGH>(1);
        finds(setup, ["R-W-R a2 high a3"], |_, _| {});
        let expected = ["R-W-R a1 top a2", "R-W-R a2 high a3", "R-W-R a2 top a3"];
        finds(|| setup().attach::<irq::TOP>(1), expected, |_, _| {});
    }
    for cpu in [Setup::avr, Setup::riscv] {
        finds(|| with(cpu()).attach::<irq::A>(1).attach::<irq::HIGH>(1), [], |_, _| {});
    }
}

/// A switches itself off, so that only its first run matters, and that one only counts; if main switches it on again, the second writes.
#[test]
fn a_handler_switches_itself_off() {
    static RUNS: Plain<u8> = Plain::new(0);
    on(A, || {
        model::cpu().disable::<irq::A>();
        RUNS.update(|n| n + 1);
        if RUNS.get() == 2 {
            X.set(1); // (second-run)
        }
    });
    for (_, cpu) in common::CPUS {
        let setup = || with(cpu()).reset(&RUNS, || 0).attach::<irq::A>(2);
        finds(setup, [], |_, _| {
            X.get();
            X.get();
        });
        finds(setup, ["R-W-R m2 second-run m3"], |cpu, _| {
            X.get();
            X.get(); // (m2)
            cpu.enable::<irq::A>();
            X.get(); // (m3)
        });
    }
}

/// Two vectors that let each other in: A switches itself off and HIGH on, HIGH the other way round. HIGH's write comes when A has been there; A's second one when HIGH has.
#[test]
fn handlers_that_take_turns() {
    on(A, || {
        X.set(1); // (a)
        model::cpu().disable::<irq::A>();
        model::cpu().enable::<irq::HIGH>();
    });
    on(HIGH, || {
        X.get(); // (high)
        model::cpu().disable::<irq::HIGH>();
        model::cpu().enable::<irq::A>();
    });
    let setup = |cpu: Setup| with(cpu).attach::<irq::A>(2).attach::<irq::HIGH>(1);
    for (_, cpu) in common::CPUS {
        // Main's first write lets HIGH in only behind A.
        let expected = ["W-R-W m1 high m2", "W-W-R m2 a m3"];
        finds(
            || setup(cpu()),
            expected,
            |cpu, _| {
                cpu.disable::<irq::HIGH>();
                X.set(5); // (m1)
                X.set(6); // (m2)
                X.get(); // (m3)
            },
        );
    }
}

/// The findings of a broken CPU are told by no other: every mask that is used above makes a difference.
#[test]
fn a_mask_that_does_nothing_is_noticed() {
    on(A, writes);
    let unmasked = |cpu: fn() -> Setup| mutated(with(cpu()).attach::<irq::A>(1), Mutant::MaskNothing);
    for (_, cpu) in common::CPUS {
        let found = findings(unmasked(cpu), |_, main| {
            LOCKED.lock(main, |_| {
                X.get(); // (k1)
                X.get(); // (k2)
            });
        });
        assert_eq!(told(&found), ["R-W-R k1 a k2"]);
    }
}
