//! What the guide shows about variables that belong together, allowances and budgets.
use core::cell::Cell;
use core::sync::atomic::{AtomicBool, AtomicI32, Ordering::Relaxed};
use critical_section::Mutex;
use irqshare::model::{self, Allowed, FailureKind, Order, Setup};

static X: AtomicI32 = AtomicI32::new(0);
static Y: AtomicI32 = AtomicI32::new(0);
static READY: AtomicBool = AtomicBool::new(false);
static TABLE: Mutex<Cell<[u32; 64]>> = Mutex::new(Cell::new([0; 64]));

fn on_step() {
    X.fetch_add(1, Relaxed);
    Y.fetch_add(1, Relaxed);
    READY.store(true, Relaxed);
}

fn board() -> Setup {
    Setup::cortex_m().watch().attach_fn("TIM2", 28, 1, on_step, 1).interrupts_on()
}

#[test]
fn a_position_is_of_one_moment() {
    let setup = board().together(["X", "Y"]);
    let failure = model::try_check(&setup, |_cpu, _main| {
        let _at = (X.load(Relaxed), Y.load(Relaxed));
    });
    assert_eq!(failure.unwrap_err().findings()[0].order(), Order::MixedView);
}

#[test]
fn a_flag_is_polled() {
    let setup = board().allow(Allowed::on_static("READY").order(Order::Rwr));
    model::check(&setup, |_cpu, _main| {
        if !READY.load(Relaxed) {
            READY.load(Relaxed);
        }
    });
}

#[test]
fn the_step_is_never_late() {
    let setup = board().max_masked_for_fn("TIM2", 16);
    let failure = model::try_check(&setup, |_cpu, _main| {
        critical_section::with(|cs| TABLE.borrow(cs).set([1; 64]));
    });
    assert_eq!(failure.unwrap_err().kind(), FailureKind::MaskedTooLong);
}

#[test]
fn main_sleeps_through_the_step() {
    let failure = model::try_check(&board(), |_cpu, _main| {
        while !READY.load(Relaxed) {
            cortex_m::asm::wfi(); // the step may come between the look and this
        }
    });
    assert_eq!(failure.unwrap_err().kind(), FailureKind::AsleepForEver);
}
