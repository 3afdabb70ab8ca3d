// A token in a static would prove to anyone, at any time, that interrupts are off.

use irqshare::CriticalSection;

static KEPT: Option<CriticalSection<'static>> = None;

fn main() {}
