//! What the guide shows about tasks.
use embassy_sync::blocking_mutex::raw::CriticalSectionRawMutex;
use embassy_sync::signal::Signal;
use irqshare::model::{self, FailureKind, Setup};

static SAMPLE: Signal<CriticalSectionRawMutex, u16> = Signal::new();

fn on_adc() {
    SAMPLE.signal(512);
}

async fn average() -> u16 {
    (SAMPLE.wait().await + SAMPLE.wait().await) / 2
}

#[test]
fn the_average_never_comes() {
    let setup = Setup::cortex_m().watch().attach_fn("ADC1", 18, 1, on_adc, 2).interrupts_on();
    let failure = model::try_check(&setup, |_cpu, main| {
        assert_eq!(irqshare::block_on(main, |_| average()), 512);
    });
    assert_eq!(failure.unwrap_err().kind(), FailureKind::AsleepForEver);
}
