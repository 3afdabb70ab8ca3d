//! A line's `enable` with a value, and `disable`, while the line itself is pending: its handler runs only when the value is in, and never after it came back.

use super::operation;
use crate::Carrier;
use crate::contract::cores;
use crate::contract::kept::Kept;
use crate::contract::strike::{Owned, PLAN};
use irqshare::{Main, Vector};

/// The line beside it, whose priority is in the same word.
const BESIDE: u16 = Carrier::NUMBER ^ 1;
/// That line's own priority.
static ITS_OWN: Kept<u8> = Kept::of(0);

operation! {
    b"x" op_line_enable(main) -> () { Carrier::enable(main, Owned(7)) }
    act act_line_enable(_isr) {}
    before {
        Carrier::disable(main);
        // As after reset: were the line on before it has its own, the handler would see this one.
        cores::set_priority(Carrier::NUMBER, 0);
    }
    right(_seen) {
        // It was made pending before, within, or after; it has run once by now.
        Carrier::disable(main).is_some_and(|owned| owned.0 == 8)
    }
}

// The register of its priority has those of three others, and a handler may write one of them.
operation! {
    b"l" op_line_enable_beside(main) -> () { Carrier::enable(main, Owned(7)) }
    act act_line_enable_beside(_isr) { cores::set_priority(BESIDE, 0x80) }
    before {
        Carrier::disable(main);
        ITS_OWN.put(cores::priority(BESIDE));
        cores::set_priority(BESIDE, 0xc0);
    }
    right(_seen) {
        let beside = cores::priority(BESIDE);
        cores::set_priority(BESIDE, ITS_OWN.get());
        Carrier::disable(main).is_some() && beside == if PLAN.strikes() == 0 { 0xc0 } else { 0x80 }
    }
}

operation! {
    b"x" op_line_disable(main) -> Option<u32> { Carrier::disable(main).map(|owned| owned.0) }
    act act_line_disable(_isr) {}
    before { Carrier::enable(main, Owned(7)); }
    right(seen) {
        // If it ran, then before. What came later is pending still, and runs with the next value.
        let before = seen == Some(8);
        Carrier::enable(main, Owned(20));
        let after = Carrier::disable(main).is_some_and(|owned| owned.0 == if before { 20 } else { 21 });
        (before || seen == Some(7)) && after
    }
}

pub fn all(main: &mut Main) {
    op_line_enable(main);
    op_line_enable_beside(main);
    op_line_disable(main);
}
