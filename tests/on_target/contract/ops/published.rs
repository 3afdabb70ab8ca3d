//! `Published`, which the low handler writes, and arithmetic on a `Global`: of every size, read while
//! the handler strikes, and written while a more urgent one reads.

use super::value::{Padded, Value};
use super::{operation, operation_in_low};
use crate::Low;
use crate::contract::kept::Kept;
use crate::contract::strike::PLAN;
use core::hint::black_box;
use irqshare::{Global, Isr, Main, Published};

/// Sets a value from main, before anything strikes.
fn begin<T: Value>(cell: &Published<T, Low>) {
    // SAFETY: the low handler doesn't run, and can't before this has ended: nothing is armed.
    cell.set(&mut unsafe { Isr::steal() }, T::OLD);
}

/// Reads while it strikes: nothing before, after, or in between that isn't the one or the other.
macro_rules! read {
    ($module:ident: $type:ty; $get:ident $act:ident) => {
        mod $module {
            use super::*;

            type T = $type;
            static CELL: Published<T, Low> = Published::new(T::OLD);

            operation! {
                b"l" $get(main) -> T { CELL.get() }
                // Of two values that the compiler knows it would keep one bit.
                act $act(isr) { CELL.set(isr, black_box(T::STRUCK)) }
                high {}
                before { begin(&CELL) }
                right(seen) { (seen == T::OLD || seen == T::STRUCK) && CELL.get() == T::STRUCK }
            }
        }
    };
}
read! { two: u16; op_published_u16_get act_published_u16_get }
read! { four: u32; op_published_u32_get act_published_u32_get }
read! { eight: u64; op_published_u64_get act_published_u64_get }
read! { padded: Padded; op_published_padded_get act_published_padded_get }

static COUNT: Published<u32, Low> = Published::new(0);

// Each one is counted, however it meets main's look.
operation! {
    b"l" op_published_u32_count(main) -> u32 { COUNT.get() }
    act act_published_u32_count(isr) { COUNT.update(isr, u32::next) }
    high {}
    before { begin(&COUNT) }
    right(seen) {
        (seen == u32::OLD || seen == u32::OLD.next()) && COUNT.get() == u32::OLD.next()
    }
}

static WRITTEN: Published<u64, Low> = Published::new(0);
static SAW: Kept<u64> = Kept::new();

operation_in_low! {
    b'L' op_published_u64_set_in_low(isr) -> () { WRITTEN.set(isr, black_box(u64::MAIN)) }
    act(_high) { SAW.put(WRITTEN.get()) }
    before(main) { begin(&WRITTEN) }
    right(_seen) {
        (SAW.get() == u64::OLD || SAW.get() == u64::MAIN) && WRITTEN.get() == u64::MAIN
    }
}

static UPDATED: Published<u64, Low> = Published::new(0);

operation_in_low! {
    b'L' op_published_u64_update_in_low(isr) -> () { UPDATED.update(isr, u64::next) }
    act(_high) { SAW.put(UPDATED.get()) }
    before(main) { begin(&UPDATED) }
    right(_seen) {
        (SAW.get() == u64::OLD || SAW.get() == u64::OLD.next()) && UPDATED.get() == u64::OLD.next()
    }
}

/// Sums that meet: none is lost, nor in an `update`.
macro_rules! sum {
    ($module:ident: $type:ty; $add:ident $act:ident $beside:ident $act_beside:ident) => {
        mod $module {
            use super::*;

            type T = $type;
            static CELL: Global<T> = Global::new(T::OLD);
            static BESIDE: Global<T> = Global::new(T::OLD);

            fn after(strikes: u8) -> T {
                (0..=strikes).fold(T::OLD, |value, _| value.next())
            }

            operation! {
                b"lhbn" $add(main) -> T { CELL.fetch_add(1) }
                act $act(_isr) { CELL.fetch_add(1); }
                before { CELL.set(T::OLD) }
                right(seen) {
                    let strikes = PLAN.strikes();
                    CELL.get() == after(strikes) && (0..=strikes).any(|n| seen == after(n).wrapping_sub(1))
                }
            }

            operation! {
                b"l" $beside(main) -> () { BESIDE.fetch_add(1); }
                act $act_beside(_isr) { BESIDE.update(T::next) }
                before { BESIDE.set(T::OLD) }
                right(_seen) { BESIDE.get() == after(PLAN.strikes()) }
            }

            pub fn all(main: &mut Main) {
                $add(main);
                $beside(main);
            }
        }
    };
}
sum! { sum_one: u8; op_global_u8_fetch_add act_global_u8_fetch_add op_global_u8_fetch_add_beside act_global_u8_fetch_add_beside }
sum! { sum_four: u32; op_global_u32_fetch_add act_global_u32_fetch_add op_global_u32_fetch_add_beside act_global_u32_fetch_add_beside }
sum! { sum_eight: u64; op_global_u64_fetch_add act_global_u64_fetch_add op_global_u64_fetch_add_beside act_global_u64_fetch_add_beside }

pub fn all(main: &mut Main) {
    two::op_published_u16_get(main);
    four::op_published_u32_get(main);
    eight::op_published_u64_get(main);
    padded::op_published_padded_get(main);
    op_published_u32_count(main);
    op_published_u64_set_in_low(main);
    op_published_u64_update_in_low(main);
    sum_one::all(main);
    sum_four::all(main);
    sum_eight::all(main);
}
