//! `Shared` and `Moved`, from main and from handlers of each priority.

use crate::vectors::{High, Low, Top, Writer};
use crate::{Led, export};
use irqshare::{Isr, Main, Moved, Published, Shared};

export! {
    static S_ONE: Shared<Led, Low> = Shared::new(Led::new());
    static S_OTHER: Shared<Led, Low> = Shared::new(Led::new());
    static S_BOTH: Shared<Led, (Low, High)> = Shared::new(Led::new());
    static S_TOP: Shared<Led, Top> = Shared::new(Led::new());
    static S_MOVED: Moved<Led, Low> = Moved::new();
    static P_U8: Published<u8, Writer> = Published::new(0);
    static P_U16: Published<u16, Writer> = Published::new(0);
    static P_U32: Published<u32, Writer> = Published::new(0);
    static P_U64: Published<u64, Writer> = Published::new(0);
    static P_TOP: Published<u64, Top> = Published::new(0);
}

export! {
    fn op_published_u8_update(isr: &mut Isr<'_, Writer>) { P_U8.update(isr, |x| x.wrapping_add(1)) }
    fn op_published_u16_update(isr: &mut Isr<'_, Writer>) { P_U16.update(isr, |x| x.wrapping_add(1)) }
    fn op_published_u32_update(isr: &mut Isr<'_, Writer>) { P_U32.update(isr, |x| x.wrapping_add(1)) }
    fn op_published_u64_set(isr: &mut Isr<'_, Writer>, value: u64) { P_U64.set(isr, value) }
    fn op_published_u64_update(isr: &mut Isr<'_, Writer>) { P_U64.update(isr, |x| x.wrapping_add(1)) }
    fn op_published_u64_update_top(isr: &mut Isr<'_, Top>) { P_TOP.update(isr, |x| x.wrapping_add(1)) }
    fn op_published_u16_get() -> u16 { P_U16.get() }
    fn op_published_u32_get() -> u32 { P_U32.get() }
    fn op_published_u64_get() -> u64 { P_U64.get() }
}

export! {
    fn op_shared_main(main: &mut Main) { S_ONE.lock(main, Led::toggle) }
    fn op_shared_main_call(main: &mut Main) { S_ONE.lock(main, Led::toggle_by_call) }
    fn op_shared_main_several(main: &mut Main) { S_BOTH.lock(main, Led::toggle) }
    fn op_shared_main_top(main: &mut Main) { S_TOP.lock(main, Led::toggle) }
    fn op_shared_main_cells(main: &mut Main) {
        main.lock((&S_ONE, &S_OTHER), |(one, other)| {
            one.toggle();
            other.toggle();
        })
    }
    fn op_shared_main_cells_several(main: &mut Main) {
        main.lock((&S_ONE, &S_BOTH, &S_TOP), |(one, both, top)| {
            one.toggle();
            both.toggle();
            top.toggle();
        })
    }
    fn op_shared_get_mut(isr: &mut Isr<'_, Low>) { S_ONE.get_mut(isr).toggle() }
    fn op_shared_get_mut_call(isr: &mut Isr<'_, Low>) { S_ONE.get_mut(isr).toggle_by_call() }
    fn op_shared_lock_at_ceiling(isr: &mut Isr<'_, High>) { S_BOTH.lock(isr, Led::toggle_by_call) }
    fn op_shared_lock_below(isr: &mut Isr<'_, Low>) { S_BOTH.lock(isr, Led::toggle_by_call) }
    fn op_shared_cells(isr: &mut Isr<'_, Low>) {
        isr.lock((&S_ONE, &S_OTHER), |(one, other)| {
            one.toggle();
            other.toggle_by_call();
        })
    }
    fn op_shared_cells_below(isr: &mut Isr<'_, Low>) {
        isr.lock((&S_ONE, &S_BOTH), |(one, both)| {
            one.toggle();
            both.toggle_by_call();
        })
    }
    fn op_moved_put(main: &mut Main, value: Led) -> Option<Led> { S_MOVED.put(main, value) }
    fn op_moved_take(main: &mut Main) -> Option<Led> { S_MOVED.take(main) }
    fn op_moved_lock(main: &mut Main) { S_MOVED.lock(main, Led::toggle); }
    fn op_moved_get_mut(isr: &mut Isr<'_, Low>) {
        if let Some(led) = S_MOVED.get_mut(isr) {
            led.toggle();
        }
    }
}

/// Where the section's mask is that of locks.
#[cfg(any(target_arch = "avr", feature = "single-core"))]
mod within_a_section {
    use super::{Main, S_BOTH};
    use crate::{Led, export};
    use irqshare::CriticalSection;

    export! { fn op_shared_main_in(main: &mut Main, cs: CriticalSection<'static>) { S_BOTH.lock_in(main, cs, Led::toggle) } }
}

/// Where handlers don't nest by levels that are set at run time.
#[cfg(not(target_feature = "lowbytefirst"))]
mod at_ceiling {
    use super::{High, Isr, S_BOTH};
    use crate::export;

    export! { fn op_shared_get_mut_at_ceiling(isr: &mut Isr<'_, High>) { S_BOTH.get_mut(isr).toggle() } }
}

/// On AVR a handler is a critical section, but on the cores whose handlers nest.
#[cfg(all(target_arch = "avr", not(target_feature = "lowbytefirst")))]
mod within {
    use crate::anyone::{G_U16, M_CELL, M_OPTION};
    use crate::vectors::Low;
    use crate::{Led, export};
    use irqshare::Isr;

    export! {
        fn op_handler_global_update_in(isr: &mut Isr<'_, Low>) { G_U16.update_in(isr.cs(), |x| x.wrapping_add(2)) }
        fn op_handler_mutex_cell(isr: &mut Isr<'_, Low>) { M_CELL.update(isr.cs(), |x| x.wrapping_add(2)) }
        fn op_handler_mutex_with(isr: &mut Isr<'_, Low>) { M_OPTION.with(isr.cs(), Led::toggle_by_call); }
    }
}
