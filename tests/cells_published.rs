//! `Published`: one handler writes, anyone reads: every width, on every emulated CPU, each with the
//! mutant that would break it where a mask is needed.

#![allow(missing_docs)]

mod common;

use common::{CPUS, fails, mutated, outcomes, passes};
use irqshare::model::{FailureKind::Panic, Mutant::MaskNothing, Setup};
use irqshare::{Published, interrupts};
use std::collections::BTreeSet;

/// Eight bytes, three of them padding: no CPU loads or stores it whole, for its alignment is four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
struct Padded {
    small: u8,
    large: u32,
}

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        WRITER = 1,
        READER = 2,
        TOP = 3,
    }
}

/// Who masked while this vector's interrupt waited, if anybody did.
fn held_off(setup: &Setup, vector: &str, body: impl Fn()) -> bool {
    let report = passes(setup, |_, _| body());
    let stretches = report.masked();
    stretches.iter().find(|stretch| stretch.vector == vector).expect("it is attached").from.is_some()
}

/// Tests for a type. `$get`, `$set`: the CPUs on which main's look and the handler's write must
/// mask. The write needn't where handlers don't nest. `$next` changes both halves.
macro_rules! published {
    ($name:ident: $type:ty, $old:expr, $next:expr, get masks on $get:expr, set masks on $set:expr) => {
        mod $name {
            use super::*;

            mod irq {
                use super::{NEXT, OLD, P, T};

                irqshare::handlers! {
                    device: crate::device;
                    fn WRITER(isr) { P.update(isr, NEXT) }
                    #[priority(2)]
                    fn READER() {
                        let value = P.get();
                        assert!((0..=2).any(|n| value == super::nth(n)), "half of it: {value:?}");
                    }
                    #[priority(256)]
                    fn TOP(isr) { assert_eq!(T.replace(isr, NEXT(OLD)), OLD) }
                }
            }

            const GET: &[&str] = &$get;
            const SET: &[&str] = &$set;
            const OLD: $type = $old;
            const NEXT: fn($type) -> $type = $next;
            static P: Published<$type, irq::WRITER> = Published::new(OLD);
            static T: Published<$type, irq::TOP> = Published::new(OLD);

            fn nth(n: u32) -> $type {
                (0..n).fold(OLD, |value, _| NEXT(value))
            }

            fn begun(cpu: fn() -> Setup) -> Setup {
                cpu().every_order().interrupts_on().reset(&P, || OLD).reset(&T, || OLD)
            }

            fn written(cpu: fn() -> Setup, times: u32) -> Setup {
                begun(cpu).attach::<irq::WRITER>(times)
            }

            /// Catches a `get` that shows half of the handler's write, and one that masks where it
            /// needn't.
            #[test]
            fn get() {
                for (name, cpu) in CPUS {
                    let all = outcomes(&written(cpu, 1), |_, _| P.get());
                    assert_eq!(all, BTreeSet::from([OLD, nth(1)]), "{name}");
                    let look = || assert!([OLD, nth(1)].contains(&P.get()));
                    let masks = held_off(&written(cpu, 1), "WRITER", look);
                    assert_eq!(masks, GET.contains(&name), "{name}");
                    if masks {
                        fails(&mutated(written(cpu, 1), MaskNothing), Panic, |_, _| look());
                    }
                }
            }

            /// Catches a section in which the value changes.
            #[test]
            fn get_in() {
                for (_, cpu) in CPUS {
                    passes(&written(cpu, 1), |_, _| {
                        interrupts::free(|cs| {
                            let value = P.get_in(cs);
                            assert!([OLD, nth(1)].contains(&value));
                            assert_eq!(P.get_in(cs), value);
                        });
                    });
                }
            }

            /// Catches an `update` that loses one, or goes backwards.
            #[test]
            fn update() {
                for (name, cpu) in CPUS {
                    let all = outcomes(&written(cpu, 2), |_, _| (P.get(), P.get()));
                    let right = [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)];
                    let right = right.map(|(first, second)| (nth(first), nth(second)));
                    assert_eq!(all, BTreeSet::from(right), "{name}");
                }
            }

            /// Catches a write of which a more urgent handler sees half, and one that masks where
            /// it needn't.
            #[test]
            fn a_more_urgent_reader_finds_it_whole() {
                for (name, cpu) in CPUS {
                    let setup = || written(cpu, 1).attach::<irq::READER>(1);
                    let masks = held_off(&setup(), "READER", || {});
                    assert_eq!(masks, SET.contains(&name), "{name}");
                    let broken = mutated(setup(), MaskNothing);
                    if masks {
                        fails(&broken, Panic, |_, _| {});
                    } else {
                        passes(&broken, |_, _| {});
                    }
                }
            }

            /// Catches a writer at the top priority that masks, and a reader below it that sees
            /// half.
            #[test]
            fn nothing_preempts_the_top() {
                for (name, cpu) in CPUS {
                    let setup = begun(cpu).attach::<irq::TOP>(1).attach::<irq::READER>(1);
                    assert!(!held_off(&setup, "READER", || {}), "{name}: it masks");
                    let all = outcomes(&begun(cpu).attach::<irq::TOP>(1), |_, _| T.get());
                    assert_eq!(all, BTreeSet::from([OLD, nth(1)]), "{name}");
                }
            }

            /// Catches a write that relies on it that AVR handlers don't nest, where they do.
            #[test]
            fn avrs_with_levels_mask() {
                for cpu in [Setup::avr_xmega, Setup::avr_dx] {
                    let setup = || {
                        let begun = written(cpu, 1).attach::<irq::READER>(1);
                        begun.level::<irq::WRITER>(1).level::<irq::READER>(2)
                    };
                    let wide = size_of::<$type>() > 1;
                    assert_eq!(held_off(&setup(), "READER", || {}), wide);
                    if wide {
                        fails(&mutated(setup(), MaskNothing), Panic, |_, _| {});
                    }
                }
            }
        }
    };
}

published! { u8_: u8, 1, |x| x + 1, get masks on [], set masks on [] }
published! { u16_: u16, 0x00ff, |x| x + 1, get masks on ["avr"], set masks on [] }
published! { u32_: u32, 0xffff, |x| x + 1, get masks on ["avr"], set masks on [] }
published! {
    u64_: u64, 0xffff_ffff, |x| x + 0x1_0000_0001,
    get masks on ["avr", "cortex_m0", "riscv"], set masks on ["cortex_m", "cortex_m0"]
}
published! {
    padded: Padded, Padded { small: 1, large: 1 }, |x| Padded { small: x.small + 1, large: x.large + 1 },
    get masks on ["avr", "cortex_m", "cortex_m0", "riscv"], set masks on ["cortex_m", "cortex_m0"]
}

mod irq {
    irqshare::handlers! {
        device: super::device;
        fn WRITER(isr) {
            super::MAYBE.set(isr, Some(7));
            super::MAYBE.update(isr, |maybe| {
                // It isn't borrowed: whoever looks from within finds the old one.
                assert_eq!(super::MAYBE.get(), Some(7));
                maybe.map(|x| x + 1)
            });
        }
        fn READER() {}
        fn TOP(isr) {
            let update = || super::PANICS.update(isr, |_| panic!("in the closure"));
            assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(update)).is_err());
        }
    }
}

static MAYBE: Published<Option<u8>, irq::WRITER> = Published::new(None);
static PANICS: Published<u16, irq::TOP> = Published::new(0);

/// Catches `Some` with a payload that isn't there yet.
#[test]
fn option() {
    for (name, cpu) in CPUS {
        let setup = cpu().every_order().interrupts_on().attach::<irq::WRITER>(1).reset(&MAYBE, || None);
        let all = outcomes(&setup, |_, _| MAYBE.get());
        // A handler that writes twice isn't seen in between.
        assert_eq!(all, BTreeSet::from([None, Some(8)]), "{name}");
    }
}

/// Catches an `update` that writes although its closure panics.
#[test]
fn update_that_panics_changes_nothing() {
    let setup = Setup::cortex_m().interrupts_on().attach::<irq::TOP>(1).reset(&PANICS, || 1);
    passes(&setup, |_, _| assert_eq!(PANICS.get(), 1));
}

mod counter {
    use irqshare::Published;

    irqshare::handlers! {
        device: super::device;
        fn WRITER(isr) { super::counter::COUNT.update(isr, |x| x + 1) }
        #[priority(2)]
        fn READER() { super::counter::COUNT.get(); }
    }
    pub static COUNT: Published<u64, WRITER> = Published::new(0);
}

/// Catches a finding in what a handler writes step by step, which nothing can come between.
#[test]
fn atomicity_finds_nothing_in_the_writer() {
    for (_, cpu) in CPUS {
        let setup = cpu().atomicity().interrupts_on().reset(&counter::COUNT, || 0);
        let setup = setup.attach::<counter::WRITER>(2).attach::<counter::READER>(1);
        passes(&setup, |_, _| _ = counter::COUNT.get());
    }
}
