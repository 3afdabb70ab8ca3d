//! Sections that another crate's function opens, which doesn't say where it is called: reports name their first access, and never a file of this crate's or of that one.

#![cfg(all(feature = "critical-section-impl", feature = "embassy-sync-08"))]
#![allow(missing_docs)]

mod common;

use common::masked::{LINE, next_line};
use common::{CPUS, irq};
use embassy_sync_08::blocking_mutex::Mutex;
use irqshare::model::{self, Cpu, FailureKind, Setup};
use irqshare::{CeilingRawMutex, Global, IrqRawMutex, Main, interrupts};

static X: Global<u8> = Global::new(0);
static Y: Global<u8> = Global::new(0);
static SECTION: Mutex<IrqRawMutex, ()> = Mutex::new(());
static LOCK: Mutex<CeilingRawMutex<irq::A>, ()> = Mutex::new(());

fn with(cpu: Setup) -> Setup {
    cpu.interrupts_on().attach::<irq::A>(1).reset(&X, || 0).reset(&Y, || 0)
}

/// Two accesses, the first of which is remembered.
fn two() {
    next_line();
    X.get();
    Y.get();
}

const BODIES: [(&str, fn()); 4] = [
    ("with", || critical_section::with(|_| two())),
    ("embassy's, a section", || SECTION.lock(|()| two())),
    ("embassy's, a lock", || LOCK.lock(|()| two())),
    // The outer section is the one that holds it off.
    ("nested", || critical_section::with(|_| interrupts::free(|_| two()))),
];

/// Catches the place of the call within this crate, or within the other one.
#[test]
fn the_first_access_is_named() {
    for ((_, cpu), (name, body)) in CPUS.into_iter().flat_map(|cpu| BODIES.map(|body| (cpu, body))) {
        let first = || format!("{}:{}:", file!(), LINE.get());
        let report = model::check(&with(cpu()), |_, _| body());
        let stretch = report.masked()[0];
        let from = stretch.from.expect("it is held off").to_string();
        assert!(from.starts_with(&first()), "{name}: {from}");
        assert!(stretch.from_first_access && stretch.accesses == 2, "{name}: {stretch:?}");
        assert!(report.to_string().contains(", the first access in a section of another crate"), "{report}");

        let failure = model::try_check(&with(cpu()).max_masked(1), |_, _| body()).unwrap_err();
        assert_eq!(failure.kind(), FailureKind::MaskedTooLong);
        let said = format!("whose first access is at {}", first());
        assert!(failure.message().contains(&said), "{name}: {failure}");
        let told = failure.to_string();
        assert!(!told.contains("interop") && !told.contains("embassy"), "{told}");
    }
}

/// Catches a mark that is left for the next section, which says where it is.
#[test]
fn the_next_section_has_its_place() {
    let own = |_: &Cpu, _: &mut Main| {
        critical_section::with(|_| X.get());
        next_line();
        interrupts::free(|_| (X.get(), Y.get()));
    };
    for (name, cpu) in CPUS {
        let report = model::check(&with(cpu()), own);
        let stretch = report.masked()[0];
        let from = stretch.from.expect("it is held off").to_string();
        assert!(from.starts_with(&format!("{}:{}:", file!(), LINE.get())), "{name}: {from}");
        assert!(!stretch.from_first_access, "{name}");
    }
}

/// Catches a search by several processes that doesn't hand it on.
#[cfg(unix)]
#[test]
fn processes_tell_it() {
    let body = |cpu: &Cpu, _: &mut Main| {
        cpu.any(0..200);
        critical_section::with(|_| two());
    };
    let report = model::check(&with(Setup::cortex_m()).parallel(), body);
    assert!(report.masked()[0].from_first_access);
    assert!(report.masked()[0].from.is_some_and(|from| from.line() == LINE.get()));
}
