//! The core's own registers, as cortex-m and the NVIC's users write them.

use cortex_m::interrupt::InterruptNumber;
use cortex_m::peripheral::syst::SystClkSource;
use cortex_m::peripheral::{NVIC, Peripherals, SCB};
use irqshare::model::{self, FailureKind, Report, Setup};
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

static CAME: AtomicU32 = AtomicU32::new(0);

fn comes() {
    CAME.fetch_add(1, SeqCst);
}

#[derive(Clone, Copy)]
struct Line(u16);

// SAFETY: a number of the chip's.
unsafe impl InterruptNumber for Line {
    fn number(self) -> u16 {
        self.0
    }
}

const TIM2: Line = Line(28);
const EXTI4: Line = Line(40);

fn core_of(firings: u32) -> Setup {
    Setup::cortex_m().watch().attach_fn("TIM2", TIM2.0, 2, comes, firings).core_peripherals()
}

fn passes(setup: &Setup, body: impl Fn()) -> Report {
    model::check(setup, |_, _| body())
}

fn barrier() {
    cortex_m::asm::dsb();
    cortex_m::asm::isb();
}

#[test]
fn a_line_is_off_until_it_is_unmasked() {
    let report = passes(&core_of(1), || {
        assert!(!NVIC::is_enabled(TIM2));
        assert_eq!(CAME.load(SeqCst), 0);
        // SAFETY: no section relies on it.
        unsafe { NVIC::unmask(TIM2) };
        assert!(NVIC::is_enabled(TIM2));
        NVIC::mask(TIM2);
        let came = CAME.load(SeqCst);
        assert_eq!(CAME.load(SeqCst), came);
    });
    assert_eq!(report.fired("TIM2"), 1);
}

/// By ISPR and by STIR; and what pends is cleared.
#[test]
fn a_line_is_pended() {
    passes(&core_of(0).may_stay_silent_fn("TIM2"), || {
        NVIC::pend(TIM2);
        assert!(NVIC::is_pending(TIM2));
        NVIC::unpend(TIM2);
        assert!(!NVIC::is_pending(TIM2));
        // SAFETY: as above.
        unsafe { NVIC::unmask(TIM2) };
        barrier();
        assert_eq!(CAME.load(SeqCst), 0);
    });
    passes(&core_of(0), || {
        // SAFETY: as above.
        unsafe { NVIC::unmask(TIM2) };
        NVIC::pend(TIM2);
        barrier();
        assert_eq!(CAME.load(SeqCst), 1);
        // SAFETY: this is the only one.
        unsafe { Peripherals::steal() }.NVIC.request(TIM2);
        barrier();
        assert_eq!(CAME.load(SeqCst), 2);
    });
}

/// Of a line that isn't attached, the test says nothing: it is told to.
#[test]
fn a_line_that_is_not_attached_is_refused() {
    // SAFETY: as above.
    let failure = model::try_check(&core_of(1), |_, _| unsafe { NVIC::unmask(EXTI4) }).unwrap_err();
    assert_eq!(failure.kind(), FailureKind::BadSetup);
    assert!(failure.message().contains("interrupt 40, which isn't attached"), "{}", failure.message());
}

/// A priority that the program writes is the one that counts: another than the test's is told.
#[test]
fn a_priority_is_written() {
    let setup = || core_of(1).priority_bits(4);
    let body = |byte: u8| {
        move || unsafe {
            // SAFETY: as above.
            Peripherals::steal().NVIC.set_priority(TIM2, byte);
            NVIC::unmask(TIM2);
        }
    };
    passes(&setup(), body(14 << 4)); // 2 of 16, counted from the lowest
    let other = model::try_check(&setup(), |_, _| body(13 << 4)()).unwrap_err();
    assert_eq!(other.kind(), FailureKind::WrongPriority);
}

#[test]
fn pendsv_is_set_and_cleared() {
    let setup = || {
        let machine = Setup::cortex_m().watch().attach_fn("PendSV", 14, 1, comes, 0);
        machine.core_peripherals()
    };
    passes(&setup(), || {
        SCB::set_pendsv();
        barrier();
        assert_eq!(CAME.load(SeqCst), 1);
    });
    passes(&setup().may_stay_silent_fn("PendSV"), || {
        cortex_m::interrupt::free(|_| {
            SCB::set_pendsv();
            assert!(SCB::is_pendsv_pending());
            SCB::clear_pendsv();
            assert!(!SCB::is_pendsv_pending());
        });
        barrier();
        assert_eq!(CAME.load(SeqCst), 0);
    });
}

/// It ticks while it counts and its interrupt is on.
#[test]
fn systick_ticks() {
    let machine = Setup::cortex_m().watch().attach_fn("SysTick", 15, 1, comes, 2).core_peripherals();
    let report = passes(&machine, || {
        // SAFETY: this is the only one.
        let mut syst = unsafe { Peripherals::steal() }.SYST;
        assert_eq!(CAME.load(SeqCst), 0);
        syst.set_clock_source(SystClkSource::Core);
        syst.set_reload(1_000);
        syst.enable_counter();
        assert_eq!(CAME.load(SeqCst), 0);
        assert!(syst.has_wrapped());
        syst.enable_interrupt();
        assert!(CAME.load(SeqCst) <= 2);
        syst.disable_interrupt();
        let came = CAME.load(SeqCst);
        assert_eq!(CAME.load(SeqCst), came);
    });
    assert_eq!(report.fired("SysTick"), 2);
    let missing = Setup::cortex_m().watch().core_peripherals();
    let failure = model::try_check(&missing, |_, _| SCB::set_pendsv()).unwrap_err();
    assert!(failure.message().contains("PendSV"), "{}", failure.message());
}
