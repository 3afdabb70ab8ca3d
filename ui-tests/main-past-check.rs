// `Main` kept past its run would meet the next run's.

use irqshare::{Main, model};

fn body() {
    let mut kept: Option<&mut Main> = None;
    model::run(&model::Setup::avr(), |_| model::Device::Done, |_cpu, main| kept = Some(main));
    let _ = kept;
}

fn main() {}
