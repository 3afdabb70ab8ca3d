//! The feature `critical-section-impl`: `critical_section::with` masks the emulated CPU. And tokens of other crates.

#![cfg(any(feature = "critical-section-impl", feature = "bare-metal-02", feature = "bare-metal-1"))]
#![allow(missing_docs)]

mod common;

use common::{A, irq, on};
use irqshare::IrqMutex;
use irqshare::model::{FailureKind::Panic, Setup};
use std::cell::Cell;

static CELL: IrqMutex<Cell<u8>> = IrqMutex::new(Cell::new(0));

fn with(cpu: fn() -> Setup) -> Setup {
    cpu().every_order().interrupts_on().attach::<irq::A>(1).reset(&CELL, || Cell::new(5))
}

#[cfg(feature = "critical-section-impl")]
mod implementation {
    use super::*;
    use common::{CPUS, catches};
    use irqshare::model::Mutant;

    /// Catches an implementation that masks nothing: libraries that know critical-section alone would be unprotected.
    #[test]
    fn with_masks() {
        on(A, || critical_section::with(|cs| CELL.update(cs, |x| x + 1)));
        for (_, cpu) in CPUS {
            catches(
                || with(cpu),
                Mutant::MaskNothing,
                Panic,
                |_, _| {
                    critical_section::with(|cs| {
                        CELL.set(cs, 7);
                        assert_eq!(CELL.get(cs), 7);
                    });
                },
            );
        }
    }

    /// Catches a `release` that enables: nested in `with`, in `free`, and where interrupts were off.
    #[test]
    fn with_nests_and_restores() {
        on(A, || critical_section::with(|cs| assert_ne!(CELL.get(cs), 1, "half done")));
        for (name, cpu) in CPUS {
            catches(
                || with(cpu),
                Mutant::ReleaseEnables,
                Panic,
                |_, _| {
                    critical_section::with(|cs| {
                        critical_section::with(|cs| CELL.set(cs, 1));
                        CELL.set(cs, 5);
                    });
                    assert!(irqshare::interrupts::are_enabled(), "{name}: open again");
                },
            );
            catches(
                || with(cpu),
                Mutant::ReleaseEnables,
                Panic,
                |_, _| {
                    irqshare::interrupts::free(|cs| {
                        critical_section::with(|cs| CELL.set(cs, 1));
                        CELL.set(cs, 5);
                    });
                },
            );
        }
    }
}

/// Catches a bare-metal 0.2 token (cortex-m 0.7) that isn't taken where a section is asked for.
#[cfg(feature = "bare-metal-02")]
#[test]
fn bare_metal_02_is_a_token() {
    on(A, || irqshare::interrupts::free(|cs| CELL.update(cs, |x| x + 1)));
    common::catches(
        || with(Setup::cortex_m),
        irqshare::model::Mutant::MaskNothing,
        Panic,
        |_, _| {
            irqshare::interrupts::free(|_| {
                // SAFETY: everything is masked, and there is one core.
                let cs = unsafe { bare_metal_02::CriticalSection::new() };
                CELL.set(&cs, 7);
                assert_eq!(CELL.get(&cs), 7);
            });
        },
    );
}

/// Catches a bare-metal 1.0 token (avr-device) that isn't taken where a section is asked for.
#[cfg(feature = "bare-metal-1")]
#[test]
fn bare_metal_1_is_a_token() {
    on(A, || irqshare::interrupts::free(|cs| CELL.update(cs, |x| x + 1)));
    common::catches(
        || with(Setup::avr),
        irqshare::model::Mutant::MaskNothing,
        Panic,
        |_, _| {
            irqshare::interrupts::free(|_| {
                // SAFETY: everything is masked, and there is one core.
                let cs = unsafe { bare_metal_1::CriticalSection::new() };
                CELL.set(cs, 7);
                assert_eq!(CELL.get(cs), 7);
            });
        },
    );
}
