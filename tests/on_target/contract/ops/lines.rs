//! A line's `enable` with a value, and `disable`, while the line itself is pending: its handler runs only when the value is in, and never after it came back.

use super::operation;
use crate::Carrier;
use crate::contract::strike::Owned;
use irqshare::Main;

operation! {
    b"x" op_line_enable(main) -> () { Carrier::enable(main, Owned(7)) }
    act act_line_enable(_isr) {}
    before { Carrier::disable(main); }
    right(_seen) {
        // It was made pending before, within, or after; it has run once by now.
        Carrier::disable(main).is_some_and(|owned| owned.0 == 8)
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
    op_line_disable(main);
}
