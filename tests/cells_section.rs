//! Sections: `free`, `save_and_disable` and `restore`, `interrupts::{enable, disable, are_enabled}`, `isr.cs()`; with the mutants that would break them.

#![allow(missing_docs)]

mod common;

use common::{A, CPUS, HIGH, catches, fails, fired, irq, on, passes};
use irqshare::model::FailureKind::{NeverFired, Panic};
use irqshare::model::{Mutant::MaskNothing, Mutant::ReleaseEnables, Plain, Setup};
use irqshare::{IrqMutex, interrupts};
use std::cell::Cell;

static X: Plain<[u8; 2]> = Plain::new([0, 0]);
static CELL: IrqMutex<Cell<u8>> = IrqMutex::new(Cell::new(0));

mod tokens {
    irqshare::handlers! {
        device: super::device;
        fn C(isr) {
            let value = super::CELL.get(isr.cs());
            super::CELL.set(isr.cs(), value + 1);
        }
    }
}

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        C = 9,
    }
}

fn with(cpu: fn() -> Setup) -> Setup {
    on(A, || assert_eq!(X.get()[0], X.get()[1], "half done"));
    cpu().every_order().interrupts_on().attach::<irq::A>(1).reset(&X, || [0, 0]).reset(&CELL, || Cell::new(0))
}

fn off_then(body: impl Fn()) {
    // SAFETY: no section is open, in any of the tests that call this.
    unsafe { interrupts::enable() };
    body();
}

/// Catches a section that a handler gets into. `free` gives the closure's value on.
#[test]
fn free_holds_off() {
    for (_, cpu) in CPUS {
        catches(
            || with(cpu),
            MaskNothing,
            Panic,
            |_, _| {
                let value = interrupts::free(|_| {
                    X.set([1, 0]);
                    X.set([1, 1]);
                    5
                });
                assert_eq!(value, 5);
            },
        );
    }
}

/// Catches an inner section that ends by enabling.
#[test]
fn nested_free_restores() {
    for (_, cpu) in CPUS {
        catches(
            || with(cpu),
            ReleaseEnables,
            Panic,
            |_, _| {
                interrupts::free(|_| {
                    interrupts::free(|_| X.set([1, 0]));
                    X.set([1, 1]);
                });
                assert!(interrupts::are_enabled(), "the outer one enables again");
            },
        );
    }
}

/// Catches a section that enables though interrupts were off before it: at start-up, on every CPU.
#[test]
fn free_restores_off() {
    for (_, cpu) in CPUS {
        catches(
            || with(cpu),
            ReleaseEnables,
            Panic,
            |_, _| {
                interrupts::disable();
                interrupts::free(|_| X.set([1, 0]));
                assert!(!interrupts::are_enabled());
                X.set([1, 1]);
                off_then(|| ());
            },
        );
    }
}

/// Catches a save/restore pair that a handler gets into, whose token is no token, or that doesn't open again.
#[test]
fn start_and_end_hold_off() {
    for (_, cpu) in CPUS {
        catches(
            || with(cpu),
            MaskNothing,
            Panic,
            |_, _| {
                let saved = interrupts::save_and_disable();
                X.set([2, 0]);
                // SAFETY: the section is open, and ends below.
                let cs = unsafe { saved.cs() };
                CELL.set(cs, 3);
                X.set([2, 2]);
                assert_eq!(CELL.get(cs), 3);
                // SAFETY: the last one that is open.
                unsafe { interrupts::restore(saved) };
                assert!(interrupts::are_enabled());
            },
        );
    }
}

/// Catches a `restore` that enables inside another section, nested both ways, and where interrupts were off.
#[test]
fn start_and_end_restore() {
    for (_, cpu) in CPUS {
        catches(
            || with(cpu),
            ReleaseEnables,
            Panic,
            |_, _| {
                let outer = interrupts::save_and_disable();
                let inner = interrupts::save_and_disable();
                X.set([1, 0]);
                // SAFETY: the last one that is open.
                unsafe { interrupts::restore(inner) };
                X.set([1, 1]);
                // SAFETY: as above.
                unsafe { interrupts::restore(outer) };
            },
        );
        catches(
            || with(cpu),
            ReleaseEnables,
            Panic,
            |_, _| {
                interrupts::disable();
                let saved = interrupts::save_and_disable();
                X.set([1, 0]);
                // SAFETY: the last one that is open.
                unsafe { interrupts::restore(saved) };
                assert!(!interrupts::are_enabled());
                X.set([1, 1]);
                off_then(|| ());
            },
        );
        catches(
            || with(cpu),
            ReleaseEnables,
            Panic,
            |_, _| {
                interrupts::free(|_| {
                    let saved = interrupts::save_and_disable();
                    X.set([1, 0]);
                    // SAFETY: as above.
                    unsafe { interrupts::restore(saved) };
                    X.set([1, 1]);
                });
            },
        );
    }
}

/// Catches a `Saved` that is forgotten and opens by itself: interrupts stay off, and no handler ever comes.
#[test]
fn a_forgotten_section_stays_closed() {
    for (_, cpu) in CPUS {
        let failure = fails(&with(cpu), Panic, |_, _| {
            let _open = interrupts::save_and_disable();
            assert!(interrupts::are_enabled(), "stays off");
        });
        assert!(failure.message().contains("stays off"));
    }
    // Off from the first statement on: nothing can come but at that moment.
    let report = passes(&with(Setup::riscv), |_, _| {
        let _open = interrupts::save_and_disable();
        X.set([1, 2]);
    });
    assert_eq!(report.schedules(), 2);
}

/// Catches `disable` that doesn't, `enable` that doesn't, and `are_enabled` that says otherwise.
#[test]
fn enable_disable_and_are_enabled() {
    for (name, cpu) in CPUS {
        catches(
            || with(cpu),
            MaskNothing,
            Panic,
            |_, _| {
                assert!(interrupts::are_enabled());
                interrupts::disable();
                X.set([1, 0]);
                assert!(!interrupts::are_enabled());
                X.set([1, 1]);
                off_then(|| assert!(interrupts::are_enabled()));
            },
        );
        // At reset: off on AVR and RISC-V, on on Cortex-M.
        let at_reset = name.starts_with("cortex");
        passes(&cpu(), move |_, _| assert_eq!(interrupts::are_enabled(), at_reset, "{name}"));
    }
    fails(&Setup::avr().attach::<irq::A>(1), NeverFired, |_, _| interrupts::disable());
    let setup = with(Setup::avr);
    on(A, || ());
    passes(&setup, |_, _| {
        interrupts::disable();
        let before = fired(A);
        X.set([1, 1]);
        assert_eq!(fired(A), before);
        off_then(|| {
            X.set([2, 2]);
        });
    });
}

/// Catches a handler of AVR that runs with interrupts on, or a token that isn't one: HIGH would get between C's `get` and `set`. The naive version
/// does open interrupts in the handler.
#[test]
fn isr_cs_on_avr() {
    on(HIGH, || assert!(!interrupts::are_enabled()));
    let setup = || with(Setup::avr).attach::<tokens::C>(2).attach::<irq::HIGH>(1);
    passes(&setup(), |_, _| {
        X.get();
        let value = interrupts::free(|cs| CELL.get(cs));
        assert!(value <= 2);
    });
    on(HIGH, || interrupts::free(|cs| CELL.set(cs, 9)));
    on(A, || {
        let old = interrupts::free(|cs| CELL.get(cs));
        // SAFETY: none; this is the naive handler, which opens interrupts in its middle.
        unsafe { interrupts::enable() };
        X.get();
        interrupts::free(|cs| CELL.set(cs, old));
    });
    let naive = Setup::avr().every_order().interrupts_on().attach::<irq::A>(1).attach::<irq::HIGH>(1);
    let naive = naive.reset(&X, || [0, 0]).reset(&CELL, || Cell::new(0));
    fails(&naive, Panic, |_, _| {
        X.get();
        let value = interrupts::free(|cs| CELL.get(cs));
        assert!(fired(HIGH) == 0 || value == 9, "HIGH's 9 is lost");
    });
}

/// Catches `isr.cs()` on a CPU whose handlers preempt each other, where it would prove nothing.
#[test]
fn isr_cs_is_refused_elsewhere() {
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        let failure = fails(&with(cpu).attach::<tokens::C>(1), Panic, |_, _| {});
        assert!(failure.message().contains("`isr.cs()` exists on AVR and RISC-V"), "{failure}");
        assert!(failure.message().contains("tests/cells_section.rs"), "it points at the caller: {failure}");
    }
}
