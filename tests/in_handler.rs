//! Handlers that something else binds, on the model: `in_handler` lends the handler's context there, once at a time, and nowhere else.

#![allow(missing_docs)]

mod common;

use common::{catches, fails, outcomes, passes};
use irqshare::model::FailureKind::{BadSetup, NeverFired, Panic, TwoReferences, WrongPriority};
use irqshare::model::{Mutant, Setup};
use irqshare::{Global, Isr, Shared};
use std::panic::catch_unwind;

static COUNT: Shared<(u32, u32), (irq::LOW, irq::HIGH, irq::OURS, irq::SysTick)> = Shared::new((0, 0));
static ONE: Shared<u32, irq::LOW> = Shared::new(0);
/// For what would be two `&mut`, if one handler got both contexts.
static TWICE: Shared<u32, (irq::OURS, twice::OURS)> = Shared::new(0);
static CALLBACK: Shared<Option<fn()>, irq::LOW> = Shared::new(None);
static WORDS: Global<u32> = Global::new(0);

mod device {
    #[derive(Clone, Copy)]
    pub enum Interrupt {
        LOW = 5,
        HIGH = 6,
        OURS = 7,
        R = 8,
        C = 9,
    }
}

mod irq {
    irqshare::handlers! {
        device: super::device;

        /// The least urgent.
        fn LOW;
        #[priority(3)]
        #[cfg(all())]
        fn HIGH;
        #[priority(2)]
        fn OURS(isr) {
            super::COUNT.lock(isr, super::count);
            super::twice::OURS::in_handler(|_isr| ());
        }
        #[priority(4)]
        fn SysTick;
        fn PendSV;
        #[cfg(any())]
        fn NOWHERE;
        // The macro's own names stand in nobody's way.
        fn R;
        fn C;
    }
}

/// A vector that `irq` names, too.
mod twice {
    irqshare::handlers! {
        device: super::device;
        #[priority(2)]
        fn OURS;
    }
}

/// Both halves, one after the other.
fn count(count: &mut (u32, u32)) {
    count.0 += 1;
    WORDS.get();
    count.1 += 1;
}

fn low() {
    irq::LOW::in_handler(|isr| COUNT.lock(isr, count));
}

fn high() {
    irq::HIGH::in_handler(|isr| COUNT.lock(isr, count));
}

fn systick() {
    irq::SysTick::in_handler(|isr| count(COUNT.get_mut(isr)));
}

fn setup() -> Setup {
    Setup::cortex_m()
        .interrupts_on()
        .reset(&COUNT, || (0, 0))
        .reset(&ONE, || 0)
        .reset(&TWICE, || 0)
        .reset(&CALLBACK, || None)
        .reset(&WORDS, || 0)
}

/// Catches a context that is let in without being held off: main and three others at their priorities, with a mutant of the mask.
#[test]
fn they_share_a_cell() {
    let all = || {
        setup()
            .attach_handler::<irq::LOW>(1, low)
            .attach_handler::<irq::HIGH>(1, high)
            .attach_handler::<irq::SysTick>(1, systick)
    };
    let body = |_: &_, main: &mut irqshare::Main| {
        COUNT.lock(main, count);
        let (first, second) = COUNT.lock(main, |count| *count);
        assert_eq!(first, second);
    };
    catches(all, Mutant::MaskNothing, TwoReferences, body);
    catches(all, Mutant::CeilingTooLow, TwoReferences, body);
    let counts = outcomes(&all(), |_cpu, main| COUNT.lock(main, |count| count.0));
    assert!(counts.into_iter().eq(0..=3));
}

/// Catches a type whose name, number or priority isn't what stands there.
#[test]
fn their_types_are_as_declared() {
    use irqshare::Vector;
    assert_eq!((irq::LOW::NAME, irq::LOW::NUMBER, irq::LOW::PRIORITY), ("LOW", 5, 1));
    assert_eq!((irq::HIGH::NUMBER, irq::HIGH::PRIORITY), (6, 3));
    assert_eq!((irq::SysTick::NUMBER, irq::SysTick::PRIORITY), (15, 4));
    assert_eq!((irq::PendSV::NUMBER, irq::PendSV::PRIORITY), (14, 256));
}

/// Catches a closure whose value is lost, and a line that `pend` doesn't reach.
#[test]
fn it_gives_what_the_closure_gives() {
    let gives = || WORDS.set(irq::LOW::in_handler(|_isr| 7));
    passes(&setup().attach_handler::<irq::LOW>(0, gives), |cpu, _main| {
        irq::LOW::pend();
        cpu.barrier();
        assert_eq!(WORDS.replace(0), 7);
        cpu.disable::<irq::LOW>();
        irq::LOW::pend();
        assert_eq!(WORDS.get(), 0);
        cpu.enable::<irq::LOW>();
        cpu.barrier();
        assert_eq!(WORDS.get(), 7);
    });
}

/// Catches a line that is on though nothing turned it on.
#[test]
fn its_line_is_off_at_reset() {
    let setup = Setup::cortex_m().attach_handler::<irq::LOW>(1, low);
    fails(&setup, NeverFired, |_cpu, _main| {});
}

#[test]
fn main_gets_none() {
    let failure = fails(&setup().attach_handler::<irq::LOW>(0, low), Panic, |_cpu, _main| {
        irq::LOW::in_handler(|isr| *ONE.get_mut(isr) += 1);
    });
    assert!(
        failure.message().contains("`LOW::in_handler` is called outside of the handler of `LOW`"),
        "{failure}"
    );
    // Nor masked, nor where it isn't attached.
    fails(&setup(), Panic, |_cpu, _main| irqshare::interrupts::free(|_cs| irq::LOW::in_handler(|_isr| ())));
}

#[test]
fn another_handler_gets_none() {
    for other in [
        || irq::LOW::in_handler(|_isr| ()),
        || irq::SysTick::in_handler(|_isr| irq::LOW::in_handler(|_isr| ())),
    ] {
        let failure = fails(
            &setup().attach_handler::<irq::LOW>(0, low).attach_handler::<irq::SysTick>(1, other),
            Panic,
            |_cpu, _main| {},
        );
        assert!(
            failure.message().contains("`LOW::in_handler` is called outside of the handler"),
            "{failure}"
        );
    }
}

/// Catches a handler that was interrupted and is asked for in the one that interrupts it.
#[test]
fn the_interrupted_one_gets_none() {
    let low = || {
        irq::LOW::in_handler(|_isr| {
            irq::HIGH::pend();
        });
    };
    let high = || irq::LOW::in_handler(|isr| *ONE.get_mut(isr) += 1);
    fails(
        &setup().attach_handler::<irq::LOW>(1, low).attach_handler::<irq::HIGH>(0, high),
        Panic,
        |_cpu, _main| {},
    );
}

/// Catches a second context of one handler: at once, behind another handler that had its own, and none after the first has ended.
#[test]
fn one_at_a_time() {
    let nested = || irq::LOW::in_handler(|_isr| irq::LOW::in_handler(|_isr| ()));
    let later = || {
        irq::LOW::in_handler(|_isr| {
            irq::HIGH::pend();
            irq::LOW::in_handler(|_isr| ());
        });
    };
    for handler in [nested, later] {
        let setup = setup().attach_handler::<irq::LOW>(1, handler).attach_handler::<irq::HIGH>(0, high);
        let failure = fails(&setup, Panic, |_cpu, _main| {});
        assert!(
            failure.message().contains("`LOW::in_handler` is called inside of its own closure"),
            "{failure}"
        );
    }
    let after = || {
        irq::LOW::in_handler(|_isr| ());
        irq::LOW::in_handler(|_isr| ());
    };
    passes(&setup().attach_handler::<irq::LOW>(2, after), |_cpu, _main| {});
}

/// Catches a context that stays lent when the closure unwinds.
#[test]
fn a_closure_may_unwind() {
    let unwinds = || {
        let unwound = catch_unwind(|| irq::LOW::in_handler(|_isr| std::panic::resume_unwind(Box::new(()))));
        assert!(unwound.is_err());
        irq::LOW::in_handler(|isr| *ONE.get_mut(isr) += 1);
    };
    let report = passes(&setup().attach_handler::<irq::LOW>(1, unwinds), |_cpu, _main| {});
    assert_eq!(report.fired("LOW"), 1);
}

/// Catches two types of one vector that the same handler gets contexts of.
#[test]
fn a_handler_is_of_one_type() {
    let failure = fails(&setup().attach::<irq::OURS>(1), Panic, |_cpu, main| TWICE.lock(main, |_| ()));
    assert!(failure.message().contains("`OURS::in_handler` is called outside of the handler"), "{failure}");
}

#[test]
fn the_priority_is_as_declared() {
    fails(&setup().attach_handler::<irq::LOW>(1, low), WrongPriority, |cpu, _main| {
        cpu.set_priority::<irq::LOW>(2);
    });
}

/// Catches a setup that runs the wrong function, or a CPU on which `handlers!` would refuse it.
#[test]
fn a_setup_says_what_is_called() {
    for (setup, text) in [
        (
            setup().attach::<irq::LOW>(1),
            "`LOW` has no body in `handlers!`: say what its interrupt calls, by `.attach_handler::<LOW>(1, function)`",
        ),
        (
            setup().attach_handler::<irq::OURS>(1, low),
            "`OURS` has a body in `handlers!`: attach it by `.attach::<OURS>(1)`",
        ),
        (Setup::avr().attach_handler::<irq::LOW>(1, low), "`fn LOW;` is for a Cortex-M"),
        (Setup::riscv().attach_handler::<irq::LOW>(1, low), "`fn LOW;` is for a Cortex-M"),
        (
            setup().attach_handler::<irq::LOW>(1, low).attach_handler::<irq::LOW>(1, low),
            "`LOW` is attached twice",
        ),
    ] {
        let failure = fails(&setup, BadSetup, |_cpu, _main| {});
        assert!(failure.message().contains(text), "{failure}");
    }
}

/// A driver's callback, chosen at run time, which a HAL calls in the handler: it has no argument for a context.
#[test]
fn a_callback_finds_its_context() {
    fn callback() {
        irq::LOW::in_handler(add);
    }
    fn add(isr: &mut Isr<'_, irq::LOW>) {
        *ONE.get_mut(isr) += 1;
    }
    let hal = || {
        let callback = irq::LOW::in_handler(|isr| *CALLBACK.get_mut(isr));
        if let Some(callback) = callback {
            callback();
        }
    };
    let counts = outcomes(&setup().attach_handler::<irq::LOW>(2, hal), |_cpu, main| {
        CALLBACK.lock(main, |held| *held = Some(callback));
        ONE.lock(main, |one| *one)
    });
    assert!(counts.into_iter().eq(0..=2));
}
