//! Vectors that are attached and never fire: a failure, unless they may.

#![cfg(feature = "model")]
#![allow(missing_docs)]

use irqshare::Global;
use irqshare::model::{self, FailureKind, Setup};

mod irq {
    irqshare::handlers! {
        device: irqshare::model::lm3s6965;
        fn UART0(_isr) { super::COUNT.update(|count| count + 1) }
        fn SSI0(_isr) { super::COUNT.update(|count| count + 1) }
    }
}
mod other {
    irqshare::handlers! {
        device: irqshare::model::lm3s6965;
        // The same name.
        fn UART0(_isr) { super::COUNT.update(|count| count + 1) }
    }
}
static COUNT: Global<u8> = Global::new(0);

fn board() -> Setup {
    Setup::cortex_m().reset(&COUNT, || 0).interrupts_on()
}

#[test]
fn one_that_never_fires_fails_and_the_failure_says_what_to_write() {
    let failure = model::try_check(&board().attach::<irq::UART0>(1).attach::<irq::SSI0>(0), |_, _| {});
    let failure = failure.unwrap_err();
    assert_eq!(failure.kind(), FailureKind::NeverFired);
    assert!(
        failure.message().contains("`SSI0` is attached")
            && failure.message().contains(".may_stay_silent::<SSI0>()"),
        "{failure}"
    );
}

/// Catches an exception that is for all, and a report that keeps it quiet.
#[test]
fn one_that_may_stay_silent_passes_and_the_report_names_it() {
    let setup = || board().attach::<irq::UART0>(0).attach::<irq::SSI0>(0).may_stay_silent::<irq::SSI0>();
    let failure = model::try_check(&setup(), |_, _| {}).unwrap_err();
    assert!(failure.message().contains("`UART0` is attached"), "{failure}");

    let report = model::check(&setup(), |_, _| irq::UART0::pend());
    assert_eq!(report.silent(), ["SSI0"]);
    assert!(report.to_string().contains("SSI0 fired in no schedule, as it may"), "{report}");

    let report = model::check(&setup(), |_, _| {
        irq::UART0::pend();
        irq::SSI0::pend();
    });
    assert!(report.silent().is_empty() && !report.to_string().contains("no schedule"), "{report}");
}

/// Catches an exception that goes by the name.
#[test]
fn another_of_the_same_name_may_not() {
    let setup = board().attach::<irq::UART0>(0).attach::<other::UART0>(0).may_stay_silent::<irq::UART0>();
    assert_eq!(model::try_check(&setup, |_, _| {}).unwrap_err().kind(), FailureKind::NeverFired);
    assert!(model::check(&setup, |_, _| other::UART0::pend()).complete());
}

/// A test whose point is that it doesn't fire.
#[test]
fn one_that_must_not_fire_can_be_tested() {
    let setup = Setup::cortex_m().reset(&COUNT, || 0).attach::<irq::UART0>(1).may_stay_silent::<irq::UART0>();
    let report = model::check(&setup, |_, _| assert_eq!(COUNT.get(), 0));
    assert_eq!(report.silent(), ["UART0"]);
    let switched_on = model::try_check(&setup, |_, main| {
        irq::UART0::enable(main);
        assert_eq!(COUNT.get(), 0);
    });
    assert_eq!(switched_on.unwrap_err().kind(), FailureKind::Panic);
}

#[test]
fn it_is_for_a_vector_that_is_attached() {
    let failure = model::try_check(&board().may_stay_silent::<irq::UART0>(), |_, _| {}).unwrap_err();
    assert_eq!(failure.kind(), FailureKind::BadSetup);
}

#[test]
fn tools_read_it() {
    let report = model::check(&board().attach::<irq::SSI0>(0).may_stay_silent::<irq::SSI0>(), |_, _| {});
    let json: serde_json::Value = serde_json::from_str(&report.json()).expect("JSON");
    assert_eq!(json["report"]["silent"], serde_json::json!(["SSI0"]));
}
