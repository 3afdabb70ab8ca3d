//! What the guide shows about values that are torn.
use irqshare::model::{self, FailureKind, Setup};

static mut POSITION: u64 = 0xffff_ffff;

fn on_step() {
    unsafe { POSITION += 1 }
}

fn position() -> u64 {
    unsafe { POSITION }
}

#[test]
fn a_position_is_never_half() {
    let setup = Setup::cortex_m().watch().attach_fn("TIM2", 28, 1, on_step, 1).interrupts_on();
    let failure = model::try_check(&setup, |_cpu, _main| {
        let at = position();
        assert!(at == 0xffff_ffff || at == 0x1_0000_0000, "{at:#x}");
    });
    assert_eq!(failure.unwrap_err().kind(), FailureKind::Panic);
}
