//! Soundness where a panic unwinds through the model: in main, which catches a handler's; in a
//! `Drop`, where a run that did something wrong can't be stopped. Victims that end their process
//! run in one of their own.

#![allow(missing_docs)]

mod common;

use common::{HIGH, fails, irq, on, tried};
use irqshare::model::FailureKind::Panic;
use irqshare::model::{Mutant, Plain, Setup};
use irqshare::{IrqMutex, Isr, Main, Shared, interrupts};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::process::{Command, Output};

static X: Plain<u8> = Plain::new(0);
static VALUE: Shared<u32, bound::UART0> = Shared::new(0);
static BYTES: Shared<u32, bound::SSI0> = Shared::new(0);

/// What something else binds, and what is bound here.
mod bound {
    irqshare::handlers! {
        device: irqshare::model::lm3s6965;

        fn UART0;

        fn SSI0(isr) {
            super::in_ssi0(isr);
        }
    }
}

thread_local! {
    static IN_SSI0: Cell<fn(&mut Isr<'_, bound::SSI0>)> = const { Cell::new(|_| ()) };
}

fn in_ssi0(isr: &mut Isr<'_, bound::SSI0>) {
    IN_SSI0.get()(isr);
}

/// Does it when it is dropped.
struct OnDrop<F: FnMut()>(F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// Does it while a panic unwinds, and catches that.
fn unwinding(f: impl FnMut()) {
    let _ = catch_unwind(AssertUnwindSafe(|| {
        let _on_drop = OnDrop(f);
        resume_unwind(Box::new(()));
    }));
}

/// Runs one of the ignored tests in a process of its own.
fn victim(name: &str) -> Output {
    let mut command = Command::new(std::env::current_exe().expect("this binary"));
    command.args(["--exact", name, "--ignored", "--nocapture"]).output().expect("it can be run")
}

fn text(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

// ---- main catches what a handler doesn't ----

fn panicking_handler() -> Setup {
    Setup::cortex_m()
        .attach_handler::<bound::UART0>(1, || panic!("UART0 panics"))
        .interrupts_on()
        .reset(&VALUE, || 0)
        .reset(&X, || 0)
}

/// Catches a handler that still counts as running behind its panic: main would get its `Isr`, and
/// with that a second `&mut` to what it has locked.
#[test]
fn main_that_catches_a_handlers_panic_is_no_handler() {
    let (tries, lent) = (Cell::new(0), Cell::new(0));
    let take = |value: &mut u32| {
        tries.set(tries.get() + 1);
        bound::UART0::in_handler(|isr| {
            lent.set(lent.get() + 1);
            *VALUE.get_mut(isr) += 1;
        });
        *value += 1;
    };
    fails(&panicking_handler(), Panic, |_, main| {
        if catch_unwind(|| X.get()).is_err() {
            VALUE.lock(main, take);
        }
    });
    assert!(tries.get() > 0, "main caught nothing");
    assert_eq!(lent.get(), 0, "main got the handler's context");
}

/// The same in main's `Drop`, while the handler's panic unwinds through it. The refusal is a second
/// panic there, which ends the process.
#[test]
fn mains_drop_is_no_handler() {
    let output = victim("mains_drop_takes_the_handlers_context");
    assert!(!output.status.success(), "{output:?}");
    let said = text(&output.stdout);
    assert!(said.contains("main has the value") && !said.contains("so has the handler"), "{output:?}");
}

#[test]
#[ignore = "run by the test before it"]
fn mains_drop_takes_the_handlers_context() {
    struct OnDrop<'a>(&'a mut Main);
    impl Drop for OnDrop<'_> {
        fn drop(&mut self) {
            if std::thread::panicking() {
                VALUE.lock(self.0, |value| {
                    println!("main has the value: {value}");
                    bound::UART0::in_handler(|isr| println!("so has the handler: {}", VALUE.get_mut(isr)));
                });
            }
        }
    }
    let _ = tried(&panicking_handler(), |_, main| {
        let _on_drop = OnDrop(main);
        X.get();
    });
}

/// Catches what is lent for ever to a handler that panicked: main would be refused.
#[test]
fn what_a_handler_had_comes_back_with_its_panic() {
    IN_SSI0.set(|isr| {
        *BYTES.get_mut(isr) += 1;
        panic!("SSI0 panics");
    });
    let (caught, locked) = (Cell::new(0), Cell::new(0));
    let setup = Setup::cortex_m().attach::<bound::SSI0>(1).interrupts_on();
    fails(&setup.reset(&BYTES, || 0).reset(&X, || 0), Panic, |_, main| {
        if catch_unwind(|| X.get()).is_err() {
            caught.set(caught.get() + 1);
            BYTES.lock(main, |_| locked.set(locked.get() + 1));
        }
    });
    assert!(caught.get() > 0, "main caught nothing");
    assert_eq!(locked.get(), caught.get(), "main didn't get it each time");
}

/// Catches what is lent for ever, because a handler panics where main begins to borrow it: its
/// users would be refused, and while they unwind they would end the process.
#[test]
fn nothing_stays_lent_behind_a_panic() {
    thread_local! {
        static LEFT: Cell<u32> = const { Cell::new(0) };
        static SERVED: Cell<u32> = const { Cell::new(0) };
    }
    on(HIGH, || {
        let left = LEFT.replace(LEFT.get().wrapping_sub(1));
        assert!(left != 0, "HIGH panics");
    });
    IN_SSI0.set(|isr| {
        *BYTES.get_mut(isr) += 1;
        SERVED.set(SERVED.get() + 1);
    });
    let caught = Cell::new(0);
    let setup = Setup::cortex_m()
        .attach::<bound::SSI0>(0)
        .may_stay_silent::<bound::SSI0>()
        .attach::<irq::HIGH>(1)
        .interrupts_on()
        .every_order()
        .reset(&BYTES, || 0);
    // HIGH panics at one moment, which is another one in each check.
    for moment in 0..10 {
        LEFT.set(moment);
        let _ = tried(&setup, |cpu, main| {
            if catch_unwind(AssertUnwindSafe(|| BYTES.lock(main, |_| ()))).is_err() {
                caught.set(caught.get() + 1);
                bound::SSI0::pend();
                cpu.barrier();
            }
        });
    }
    assert!(caught.get() > 2, "main caught {}", caught.get());
    assert_eq!(SERVED.get(), caught.get(), "its handler didn't get it each time");
}

// ---- memory that is gone ----

/// Cells in more memory than any `malloc` keeps when it is freed: to read it then ends the process.
fn many<T>(cell: impl Fn() -> T) -> Box<[T]> {
    let bytes = 40 << 20;
    (0..bytes / size_of::<T>()).map(|_| cell()).collect()
}

type Page = [Cell<u8>; 4096];

fn page() -> IrqMutex<Page> {
    IrqMutex::new([const { Cell::new(0) }; 4096])
}

/// Catches a look at a value that was lent, for whether it has changed, when it is gone. A run that
/// uses what it doesn't reset is stopped before it is lent, but not while it unwinds.
#[test]
fn nothing_looks_at_memory_that_is_gone() {
    for name in ["lent_to_a_handler", "lent_in_a_section", "written_in_a_loop"] {
        let output = victim(name);
        assert!(
            output.status.success() && text(&output.stdout).contains("it was gone"),
            "{name}: {output:?}"
        );
    }
}

/// The end of the handler ends the loan.
#[test]
#[ignore = "run by the test before it"]
fn lent_to_a_handler() {
    IN_SSI0.set(|isr| {
        unwinding(|| {
            let cells = many(|| Shared::<[u8; 4096], bound::SSI0>::new([0; 4096]));
            cells[0].get_mut(isr)[0] = 1;
        });
        println!("it was gone");
    });
    let setup = Setup::cortex_m().attach::<bound::SSI0>(1).interrupts_on().atomicity();
    let _ = tried(&setup, |_, _| ());
}

/// The end of the section ends it.
#[test]
#[ignore = "run by the test before it"]
fn lent_in_a_section() {
    let _ = tried(&Setup::cortex_m().atomicity(), |_, _| {
        interrupts::free(|cs| unwinding(|| many(page)[0].borrow(cs)[0].set(1)));
        println!("it was gone");
    });
}

/// Rounds of a loop compare what they wrote.
#[test]
#[ignore = "run by the test before it"]
fn written_in_a_loop() {
    let _ = tried(&Setup::cortex_m().reset(&X, || 0), |_, _| {
        unwinding(|| {
            for _ in 0..10 {
                X.get();
                many(|| Plain::new([0u8; 4096]))[0].at(0).set(1);
            }
        });
        println!("it was gone");
    });
}

// ---- a mutant ----

/// Catches a second `&mut` that a handler's `Drop` gets under a mutant: no panic can refuse it
/// there, so the process ends, and says why.
#[test]
fn a_second_reference_ends_the_process() {
    let output = victim("a_mutants_handler_takes_what_main_has");
    assert!(!output.status.success(), "{output:?}");
    assert!(text(&output.stderr).contains("a second context takes the value of a cell"), "{output:?}");
    assert!(!text(&output.stdout).contains("two have it"), "{output:?}");
}

#[test]
#[ignore = "run by the test before it"]
fn a_mutants_handler_takes_what_main_has() {
    thread_local!(static LENT: Cell<bool> = const { Cell::new(false) });
    IN_SSI0.set(|isr| {
        unwinding(|| {
            let lent = LENT.get();
            *BYTES.get_mut(isr) += 1;
            if lent {
                println!("two have it");
            }
        });
    });
    let setup = Setup::cortex_m().attach::<bound::SSI0>(1).interrupts_on().every_order();
    let setup = common::mutated(setup.reset(&BYTES, || 0).reset(&X, || 0), Mutant::MaskNothing);
    let _ = tried(&setup, |_, main| {
        LENT.set(false);
        BYTES.lock(main, |value| {
            *value = 5;
            LENT.set(true);
            X.get();
            LENT.set(false);
        });
    });
}
