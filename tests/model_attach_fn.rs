//! Handlers that are functions like any other: `Setup::attach_fn`, and vectors by their names.

#![allow(missing_docs)]

use irqshare::Global;
use irqshare::model::FailureKind::{AsleepForEver, BadSetup, MaskedTooLong, NeverFired};
use irqshare::model::{self, Cpu, Setup};

static CAME: Global<u8> = Global::new(0);
static TABLE: Global<[u32; 8]> = Global::new([0; 8]);

fn came() {
    CAME.update(|came| came + 1);
}

extern "C" fn of_c() {
    CAME.update(|came| came + 10);
}

fn setup(cpu: Setup) -> Setup {
    cpu.reset(&CAME, || 0).reset(&TABLE, || [0; 8]).interrupts_on()
}

fn every_cpu() -> [Setup; 5] {
    [Setup::avr(), Setup::avr_xmega(), Setup::cortex_m(), Setup::cortex_m0(), Setup::riscv()]
}

fn refused(setup: &Setup, says: &str) {
    let failure = model::try_check(setup, |_, _| ()).expect_err("it is refused");
    assert_eq!(failure.kind(), BadSetup);
    assert!(failure.message().contains(says), "{}", failure.message());
}

/// Catches a function that is never called, or called more often than it arrives.
#[test]
fn a_function_fires_as_often_as_it_arrives() {
    for cpu in every_cpu() {
        let setup = setup(cpu.attach_fn("RX", 7, 1, came, 2));
        let report = model::check(&setup, |_, _| assert!(CAME.get() <= 2));
        assert_eq!(report.fired("RX"), 2);
    }
}

/// Catches two functions of which one calls the other's handler, or nests though it may not.
#[test]
fn the_more_urgent_one_nests() {
    let two = |cpu: Setup| setup(cpu.attach_fn("RX", 7, 1, came, 1).attach_fn("C", 3, 2, || of_c(), 1));
    for (cpu, nests) in [(Setup::cortex_m(), true), (Setup::avr(), false)] {
        let report = model::check(&two(cpu), |_, _| {
            assert!([0, 1, 10, 11].contains(&CAME.get()));
        });
        assert_eq!(report.nesting().len(), if nests { 2 } else { 1 });
    }
}

/// Catches a name or a number that stands for two, and a priority that the CPU hasn't.
#[test]
fn what_cannot_be_attached_is_refused() {
    let one = || Setup::cortex_m().attach_fn("RX", 7, 1, came, 1);
    refused(&one().attach_fn("RX", 8, 1, came, 1), "attached twice");
    refused(&one().attach_fn("TX", 7, 1, came, 1), "attached twice");
    refused(&Setup::cortex_m().attach_fn("RX", 7, 0, came, 1), "from 1, the lowest");
    refused(&Setup::cortex_m0().attach_fn("RX", 7, 5, came, 1), "to 4");
    refused(&one().max_masked_for_fn("TX", 1), "attach_fn(\"TX\"");
    refused(&one().may_stay_silent_fn("TX"), "attach_fn(\"TX\"");
}

/// Catches a line that starts switched on where there is an NVIC.
#[test]
fn the_line_is_off_until_it_is_enabled() {
    let off = || Setup::cortex_m().reset(&CAME, || 0).attach_fn("RX", 7, 1, came, 1);
    assert_eq!(model::try_check(&off(), |_, _| _ = CAME.get()).unwrap_err().kind(), NeverFired);
    model::check(&off(), |cpu, _| {
        assert_eq!(CAME.get(), 0);
        cpu.named("RX").enable();
        assert!(CAME.get() <= 1);
        cpu.named("RX").disable();
        let came = CAME.get();
        assert_eq!(CAME.get(), came);
    });
}

/// Catches a name that doesn't find its line: what is pended runs, and what pends can be looked at and cleared.
#[test]
fn a_name_stands_for_its_line() {
    let setup = || setup(Setup::cortex_m().attach_fn("RX", 7, 1, came, 0)).may_stay_silent_fn("RX");
    model::check(&setup(), |cpu, _| {
        cpu.named("RX").pend();
        cpu.barrier();
        assert_eq!(CAME.get(), 1);
    });
    let report = model::check(&setup(), |cpu, _| {
        cpu.named("RX").disable();
        cpu.named("RX").pend();
        assert!(cpu.named("RX").is_pending());
        cpu.named("RX").clear_pending();
        cpu.named("RX").enable();
        cpu.barrier();
        assert_eq!(CAME.get(), 0);
    });
    assert_eq!(report.silent(), ["RX"]);
    let failure = model::try_check(&setup(), |cpu, _| cpu.named("TX").pend()).unwrap_err();
    assert_eq!(failure.kind(), BadSetup);
    assert!(failure.message().contains("nothing is attached as \"TX\""));
}

/// Catches a device that can't reach what is attached by name.
#[test]
fn a_device_holds_a_line_by_its_name() {
    let handler = || {
        came();
        model::cpu().named("RX").release();
    };
    let setup = setup(Setup::cortex_m().attach_fn("RX", 7, 1, handler, 0))
        .device("uart", 1, |cpu: &Cpu| cpu.named("RX").hold());
    let report = model::check(&setup, |cpu, _| {
        while CAME.get() == 0 {
            irqshare::interrupts::free(|cs| {
                if CAME.get_in(cs) == 0 {
                    cpu.sleep();
                }
            });
        }
    });
    assert_eq!(report.fired("RX"), 1);
    let lost = model::try_check(&setup, |cpu, _| {
        while CAME.get() == 0 {
            cpu.sleep();
        }
    });
    assert_eq!(lost.unwrap_err().kind(), AsleepForEver);
}

/// Catches a budget that is another vector's.
#[test]
fn a_budget_is_of_one_function() {
    let two = || {
        let cpu = Setup::cortex_m().attach_fn("RX", 7, 1, came, 1).attach_fn("PWM", 9, 2, came, 1);
        setup(cpu).max_masked_for_fn("PWM", 4)
    };
    let failure = model::try_check(&two(), |_, _| TABLE.set([1; 8])).unwrap_err();
    assert_eq!(failure.kind(), MaskedTooLong);
    assert!(failure.message().contains("PWM"), "{}", failure.message());
    model::check(&two(), |_, _| _ = CAME.get());
}
