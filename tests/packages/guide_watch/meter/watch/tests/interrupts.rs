use irqshare::model::{self, Setup};

#[test]
fn no_pulse_is_lost() {
    let setup = Setup::cortex_m()
        .watch()
        .attach_fn("EXTI0", 6, 1, meter::on_pulse, 1)
        .interrupts_on()
        .atomicity();
    model::check(&setup, |_cpu, _main| {
        meter::take();
    });
}
