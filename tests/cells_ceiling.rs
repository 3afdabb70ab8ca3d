//! `CeilingMutex`: from main and handlers of each priority, without a context, over every schedule, with the mutants that would break it; and code behind a third party's trait.

#![allow(missing_docs)]

mod common;

use common::{CPUS, catches, fails, fails_both, mutated, outcomes, passes, passes_both};
use irqshare::model::FailureKind::{MaskedTooLong, NotReset, Panic, TwoReferences};
use irqshare::model::{
    Cpu, Mutant::CeilingTooLow, Mutant::MaskNothing, Mutant::ReleaseEnables, Plain, Setup,
};
use irqshare::{CeilingMutex, Event, Global, IrqMutex, Main, Shared, interrupts, sleep_until};
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Two halves that are always equal, unless somebody looks in between.
type Pair = [u32; 2];

static PAIR: CeilingMutex<Pair, (irq::LOW, irq::HIGH)> = CeilingMutex::new([0, 0]);
static OTHER: CeilingMutex<Pair, irq::LOW> = CeilingMutex::new([0, 0]);
static OWNED: Shared<Pair, (irq::LOW, irq::HIGH)> = Shared::new([0, 0]);
static ELSEWHERE: Plain<u8> = Plain::new(0);
static CAME: Event = Event::new();

std::thread_local! {
    static LOW: Cell<fn()> = const { Cell::new(|| ()) };
    static HIGH: Cell<fn()> = const { Cell::new(|| ()) };
    static ABOVE: Cell<fn()> = const { Cell::new(|| ()) };
}

mod irq {
    irqshare::handlers! {
        device: super::device;

        fn LOW() {
            super::LOW.get()();
        }

        #[priority(2)]
        fn HIGH() {
            super::HIGH.get()();
        }

        #[priority(3)]
        fn ABOVE() {
            super::ABOVE.get()();
        }
    }
}

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        LOW = 1,
        HIGH = 2,
        ABOVE = 3,
    }
}

/// Makes both halves one more, looking elsewhere in between; whoever comes between sees them differ.
fn bump(pair: &mut Pair) {
    assert_eq!(pair[0], pair[1], "half done");
    pair[0] += 1;
    ELSEWHERE.get();
    pair[1] += 1;
}

fn cells(setup: Setup) -> Setup {
    setup
        .interrupts_on()
        .reset(&PAIR, || [0, 0])
        .reset(&OTHER, || [0, 0])
        .reset(&OWNED, || [0, 0])
        .reset(&ELSEWHERE, || 0)
        .reset(&CAME, Event::new)
}

fn count() -> u32 {
    PAIR.lock(|pair| pair[0])
}

/// Catches a lock that masks too little: a listed handler finds the value lent, and panics. (It never gets a second `&mut`: that would be another failure.)
#[test]
fn listed_handlers_are_held_off() {
    LOW.set(|| PAIR.lock(bump));
    HIGH.set(|| PAIR.lock(bump));
    let body = |_: &Cpu, _: &mut Main| {
        PAIR.lock(bump);
        PAIR.lock(bump);
        assert!((2..=4).contains(&count()));
    };
    for (_, cpu) in CPUS {
        let setup = || cells(cpu()).attach::<irq::LOW>(1).attach::<irq::HIGH>(1);
        catches(setup, MaskNothing, Panic, body);
        passes_both(setup, body);
    }
    // BASEPRI one too low lets the handler at the ceiling in.
    catches(|| cells(Setup::cortex_m()).attach::<irq::HIGH>(1), CeilingTooLow, Panic, body);
}

/// Catches a value of a handler's that a more urgent one of the list changes under it.
#[test]
fn in_a_handler() {
    LOW.set(|| {
        PAIR.lock(bump);
        PAIR.lock(bump);
    });
    HIGH.set(|| PAIR.lock(bump));
    for cpu in [Setup::cortex_m, Setup::cortex_m0] {
        let setup = || cells(cpu()).attach::<irq::LOW>(1).attach::<irq::HIGH>(1);
        catches(setup, MaskNothing, Panic, |_, _| assert!(count() <= 3));
    }
}

/// Catches a look at the priority that sees only those that strike inside: here nobody ever has the value. Where the lock masks everything, a handler above the ceiling can't strike inside.
#[test]
fn a_handler_above_the_ceiling_is_refused_each_time() {
    ABOVE.set(|| PAIR.lock(bump));
    for (name, cpu) in CPUS {
        let setup = || cells(cpu()).attach::<irq::ABOVE>(0);
        let body = |cpu: &Cpu, _: &mut Main| cpu.pend::<irq::ABOVE>();
        if name == "cortex_m" {
            let failure = fails_both(setup, Panic, body);
            assert!(failure.message().contains("a handler above this lock's ceiling takes it"), "{failure}");
        } else {
            passes(&setup(), body);
        }
    }
}

/// And each time that it comes by itself, wherever: in no schedule does it get through.
#[test]
fn a_handler_above_the_ceiling_is_refused_on_each_schedule() {
    std::thread_local!(static REFUSED: Cell<bool> = const { Cell::new(false) });
    ABOVE.set(|| {
        REFUSED.set(false);
        let refused = catch_unwind(|| PAIR.lock(bump)).expect_err("it gets through");
        assert!(
            refused.downcast_ref::<&str>().is_some_and(|text| text.contains("above this lock's ceiling"))
        );
        REFUSED.set(true);
    });
    let setup = || cells(Setup::cortex_m()).attach::<irq::ABOVE>(1);
    let seen = outcomes(&setup().every_order(), |_, _| {
        REFUSED.set(false);
        PAIR.lock(bump);
        PAIR.lock(bump);
        assert_eq!(count(), 2);
        REFUSED.get()
    });
    assert!(seen.contains(&true), "it came");
}

/// Catches a second `&mut` for a handler above the ceiling, a flag that stays set behind it, and a search that leaves out what the flag decides: it comes before, inside or after.
#[test]
fn try_lock_from_above() {
    static GOT: Global<Option<bool>> = Global::new(None);
    ABOVE.set(|| GOT.set(Some(PAIR.try_lock(bump).is_some())));
    let setup = || cells(Setup::cortex_m()).attach::<irq::ABOVE>(1).reset(&GOT, || None);
    let body = |_: &Cpu, _: &mut Main| {
        let before = PAIR.lock(|pair| {
            bump(pair);
            pair[0]
        });
        let got = GOT.get();
        let after = count();
        (before, got, after)
    };
    let reduced = outcomes(&setup(), body);
    assert_eq!(reduced, outcomes(&setup().every_order(), body));
    let expected = [
        (1, None, 1),        // never, or behind all of it
        (1, Some(false), 1), // inside
        (2, Some(true), 2),  // before
        (1, Some(true), 2),  // behind the loan: before the lock's last instruction, or behind it
        (1, None, 2),        // before the count
    ];
    assert_eq!(reduced, expected.into());
}

/// Within one context.
#[test]
fn a_second_lock_inside() {
    for (_, cpu) in CPUS {
        let setup = || cells(cpu());
        let failure = fails(&setup(), Panic, |_, _| PAIR.lock(|_| PAIR.lock(bump)));
        assert!(failure.message().contains("taken already, further up in the same context"), "{failure}");
        fails(&setup(), Panic, |_, _| {
            PAIR.try_lock(|_| PAIR.lock(bump));
        });
        passes(&setup(), |_, _| {
            PAIR.lock(|_| assert_eq!(PAIR.try_lock(bump), None));
            PAIR.lock(|_| OTHER.lock(bump));
            assert_eq!(PAIR.try_lock(|pair| pair[0]), Some(0));
        });
    }
}

/// Catches a flag or a mask that a panic leaves behind.
#[test]
fn a_panic_inside_releases() {
    LOW.set(|| PAIR.lock(bump));
    for (_, cpu) in CPUS {
        let setup = || cells(cpu()).attach::<irq::LOW>(1);
        catches(setup, MaskNothing, Panic, |cpu, _| {
            let unwound = catch_unwind(AssertUnwindSafe(|| {
                PAIR.lock(|pair| {
                    bump(pair);
                    panic!("on purpose");
                })
            }));
            assert!(unwound.is_err() && interrupts::are_enabled());
            cpu.pend::<irq::LOW>();
            cpu.barrier();
            assert!(count() >= 2, "it comes at once");
        });
    }
}

/// Catches a lock whose end opens what is around it.
#[test]
fn what_is_around_stays_masked() {
    LOW.set(|| {
        PAIR.lock(bump);
        OTHER.lock(bump);
    });
    HIGH.set(|| PAIR.lock(bump));
    for (_, cpu) in CPUS {
        let setup = || cells(cpu()).attach::<irq::LOW>(1).attach::<irq::HIGH>(1);
        catches(setup, ReleaseEnables, Panic, |_, _| {
            PAIR.lock(|pair| {
                bump(pair);
                OTHER.lock(bump); // the lower ceiling inside
                bump(pair);
            });
            OTHER.lock(|other| {
                bump(other);
                PAIR.lock(bump);
                bump(other);
            });
        });
        let body = |_: &Cpu, main: &mut Main| {
            PAIR.lock(|pair| {
                OWNED.lock(main, |owned| *owned = *pair);
                bump(pair);
            });
            interrupts::free(|_| {
                PAIR.lock(bump);
                assert!(!interrupts::are_enabled());
            });
        };
        passes_both(setup, body);
    }
}

/// Catches a sleep that nothing ends: what BASEPRI holds off doesn't wake.
#[test]
fn a_sleep_inside_is_refused() {
    LOW.set(|| CAME.set());
    for (_, cpu) in CPUS {
        let failure = fails(&cells(cpu()).attach::<irq::LOW>(1), Panic, |_, main| {
            PAIR.lock(|_| sleep_until(main, |_, _| CAME.take()));
        });
        assert!(failure.message().contains("with interrupts off would sleep for ever"), "{failure}");
    }
}

/// Catches a value that isn't reset, and one that no test has to reset.
#[test]
fn values_are_reset() {
    passes(&cells(Setup::cortex_m()).attach::<irq::LOW>(1), |_, _| {
        assert_eq!(count(), 0);
        PAIR.lock(bump);
    });
    fails(&Setup::cortex_m(), NotReset, |_, _| PAIR.lock(|_| ()));
}

// ---- usb-device's trait, in short ----

mod usb {
    pub trait UsbBus: Sync {
        fn write(&self, byte: u8);
    }
}
use usb::UsbBus;

struct Ceiling(CeilingMutex<Vec<u8>, usb_irq::USB>);
impl UsbBus for Ceiling {
    fn write(&self, byte: u8) {
        self.0.lock(|sent| sent.push(byte));
    }
}
static CEILING: Ceiling = Ceiling(CeilingMutex::new(Vec::new()));

struct All(IrqMutex<RefCell<Vec<u8>>>);
impl UsbBus for All {
    fn write(&self, byte: u8) {
        interrupts::free(|cs| self.0.borrow_ref_mut(cs).push(byte));
    }
}
static ALL: All = All(IrqMutex::new(RefCell::new(Vec::new())));

std::thread_local!(static BUS: Cell<&'static dyn UsbBus> = const { Cell::new(&CEILING) });

mod usb_irq {
    irqshare::handlers! {
        device: super::usb_device;

        fn USB() {
            super::BUS.get().write(1);
        }

        #[priority(2)]
        fn MOTOR() {}
    }
}

mod usb_device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        USB = 7,
        MOTOR = 8,
    }
}

/// Main and the handler of the bus share it by `&self`, and the motor's interrupt is never delayed. With a mutex that masks everything it is.
#[test]
fn behind_a_trait_nothing_above_is_delayed() {
    let setup = || {
        Setup::cortex_m()
            .interrupts_on()
            .attach::<usb_irq::USB>(1)
            .attach::<usb_irq::MOTOR>(1)
            .max_masked_for::<usb_irq::MOTOR>(0)
            .reset(&CEILING.0, Vec::new)
            .reset(&ALL.0, || RefCell::new(Vec::new()))
    };
    let body = |_: &Cpu, _: &mut Main| BUS.get().write(2);
    BUS.set(&CEILING);
    let report = passes_both(setup, body);
    let longest = |name| report.masked().iter().find(|m| m.vector == name).map_or(0, |m| m.accesses);
    assert!(
        longest("USB") > 0 && longest("MOTOR") == 0,
        "the bus's own handler waits, and no other: {report}"
    );
    fails(&mutated(setup(), MaskNothing), Panic, body);
    BUS.set(&ALL);
    fails_both(setup, MaskedTooLong, body);
}

/// No mutant gets a second `&mut`: soundness rests on the flag.
#[test]
fn never_two_references() {
    LOW.set(|| {
        PAIR.try_lock(bump);
    });
    HIGH.set(|| {
        PAIR.try_lock(bump);
    });
    for (_, cpu) in CPUS {
        for mutant in [MaskNothing, CeilingTooLow, ReleaseEnables] {
            let setup = cells(cpu()).attach::<irq::LOW>(1).attach::<irq::HIGH>(1);
            passes(&mutated(setup, mutant), |_, _| {
                PAIR.lock(bump);
                PAIR.try_lock(bump);
            });
        }
    }
    // Without the flag there would be: this is what a `Shared` does there.
    let setup = cells(Setup::cortex_m()).attach::<with_shared::LOW>(1).reset(&with_shared::PAIR, || [0, 0]);
    fails(&mutated(setup, MaskNothing), TwoReferences, |_, main| with_shared::PAIR.lock(main, bump));
}

mod with_shared {
    pub static PAIR: irqshare::Shared<super::Pair, LOW> = irqshare::Shared::new([0, 0]);
    irqshare::handlers! {
        device: super::device;
        fn LOW(isr) {
            super::bump(PAIR.get_mut(isr));
        }
    }
}
