//! What is measured, in the order in which it runs.

use super::lines::fire;
use super::{floor, irq, native, ours, with_main};
use crate::parts::Led;
use core::cell::{Cell, RefCell};
use cortex_m::interrupt::Mutex;
use irqshare::{CeilingMutex, Shared};

/// The value is there, and its handler has taken it.
#[inline(never)]
#[unsafe(no_mangle)]
fn prepare_native_value() {
    native::enable();
    fire::native_value();
}

runs! {
    fn rows;
    "shared-main-ceiling" "floor" [Led, of Led]: (), |_| floor::ceiling();
    "shared-main-ceiling" "irqshare" [Shared<Led, (irq::INT0, irq::INT1, irq::WDT)>, of Led]: (), |_| with_main(ours::ceiling);
    "shared-main-ceiling" "native" [Mutex<RefCell<Led>>, of Led]: (), |_| native::ceiling();

    "shared-main-top" "floor" [Led, of Led]: (), |_| floor::top();
    "shared-main-top" "irqshare" [Shared<Led, irq::PCINT1>, of Led]: (), |_| with_main(ours::top);
    "shared-main-top" "native" [Mutex<RefCell<Led>>, of Led]: (), |_| native::top();

    "ceiling-main-several" "floor" [Led, of Led]: (), |_| floor::ceiling();
    "ceiling-main-several" "irqshare" [CeilingMutex<Led, (irq::TIMER2_COMPB, irq::TIMER2_OVF)>, of Led]: (), |_| ours::ceiling_mutex();
    "ceiling-main-top" "floor" [Led, of Led]: (), |_| floor::top();
    "ceiling-main-top" "irqshare" [CeilingMutex<Led, irq::PCINT1>, of Led]: (), |_| ours::ceiling_mutex_top();
    "ceiling-handler" "floor" [Led, of Led]: (), |_| fire::floor_led();
    "ceiling-handler" "irqshare" [CeilingMutex<Led, (irq::TIMER2_COMPB, irq::TIMER2_OVF)>, of Led]: (), |_| fire::ceiling_at();
    "ceiling-handler" "native" [Mutex<RefCell<Led>>, of Led]: (), |_| fire::native_led();
    "ceiling-handler-below" "floor" [Led, of Led]: (), |_| fire::floor_led();
    "ceiling-handler-below" "irqshare" [CeilingMutex<Led, (irq::TIMER2_COMPB, irq::TIMER2_OVF)>, of Led]: (), |_| fire::ceiling_below();

    "shared-handler-below" "floor" [Led, of Led]: (), |_| fire::floor_led();
    "shared-handler-below" "irqshare" [Shared<Led, (irq::INT0, irq::INT1, irq::WDT)>, of Led]: (), |_| fire::below();
    "shared-handler-below" "native" [Mutex<RefCell<Led>>, of Led]: (), |_| fire::native_led();

    "shared-handler-cells-below" "floor" [[Led; 2], of [Led; 2]]: (), |_| fire::floor_both();
    "shared-handler-cells-below" "irqshare" [[Shared<Led, (irq::WDT, irq::TIMER2_COMPA)>; 2], of [Led; 2]]: (), |_| fire::cells_below();
    "shared-handler-cells-below" "native" [[Mutex<RefCell<Led>>; 2], of [Led; 2]]: (), |_| fire::native_both();

    "value-handler" "floor" [Led, of Led]: (), |_| fire::floor_value();
    "value-handler" "irqshare" [Option<Led>, of Led]: (), |_| fire::value();
    "value-handler" "native" [(Mutex<Cell<Option<Led>>>, Option<Led>), of Led]: prepare_native_value(), |_| fire::native_value();

    "line-enable" "irqshare": (), |_| with_main(ours::enable);
    "line-enable" "native": (), |_| native::enable();
    "line-disable" "irqshare": (), |_| with_main(ours::disable);
    "line-disable" "native": (), |_| native::disable();
    // Of a line that is off, so that nothing runs.
    "line-pend" "irqshare": (), |_| ours::pend();
    "line-pend" "native": (), |_| native::pend();
}

pub fn all() {
    floor::seen();
    native::seen();
    ours::seen();
    rows();
}
