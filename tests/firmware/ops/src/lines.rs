//! The NVIC's lines, and a handler that a value moves into. Its own code is `LINE`.

use crate::{Led, export};
use irqshare::Main;

mod device {
    pub const NVIC_PRIO_BITS: u8 = 3;

    #[derive(Clone, Copy)]
    pub enum Interrupt {
        LINE = 5,
    }

    // SAFETY: nothing runs.
    unsafe impl cortex_m::interrupt::InterruptNumber for Interrupt {
        fn number(self) -> u16 {
            self as u16
        }
    }
}

mod irq {
    irqshare::handlers! {
        device: super::device;

        #[priority(2)]
        fn LINE(isr, led: &mut super::Led) {
            led.toggle();
        }
    }
}

export! {
    fn op_line_enable(main: &mut Main) { irq::LINE::enable(main, Led::new()) }
    fn op_line_disable(main: &mut Main) -> Option<Led> { irq::LINE::disable(main) }
    fn op_line_pend() { irq::LINE::pend() }
}
