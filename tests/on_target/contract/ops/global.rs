//! `Global<T>`: get, set, update and replace, of every size, with and without padding.

use super::value::{Bytes, Odd, Padded, PaddedWide, Three, Value};
use super::{operation, operation_in_low};
use crate::contract::kept::Kept;
use crate::contract::strike::PLAN;
use irqshare::{Global, Main, interrupts};

/// The cell of what some core loads or stores whole: there is no mask to leave out, so the mutant splits the access.
#[cfg(feature = "mutant")]
use crate::contract::mutant::Split as Whole;
#[cfg(not(feature = "mutant"))]
use irqshare::Global as Whole;

/// What the handler found.
struct Saw<T>(Kept<T>);

/// The operations for one type. A strike comes before or after each of them, never within: those are the outcomes that are right.
macro_rules! of {
    ($module:ident: $cell:ident<$type:ty>, $modes:literal;
     $get:ident $act_get:ident $set:ident $act_set:ident $update:ident $act_update:ident $replace:ident $act_replace:ident) => {
        mod $module {
            use super::*;

            type T = $type;
            static CELL: $cell<T> = $cell::new(T::OLD);
            static SAW: Saw<T> = Saw(Kept::new());

            operation! {
                b"l" $get(main) -> T { CELL.get() }
                act $act_get(_isr) { CELL.set(T::STRUCK) }
                before { CELL.set(T::OLD) }
                right(seen) { (seen == T::OLD || seen == T::STRUCK) && CELL.get() == T::STRUCK }
            }

            operation! {
                b"l" $set(main) -> () { CELL.set(T::MAIN) }
                act $act_set(_isr) {
                    SAW.0.put(CELL.get());
                    CELL.set(T::STRUCK);
                }
                before { CELL.set(T::OLD) }
                right(_seen) {
                    let (saw, last) = (SAW.0.get(), CELL.get());
                    (saw == T::OLD && last == T::MAIN) || (saw == T::MAIN && last == T::STRUCK)
                }
            }

            operation! {
                $modes $update(main) -> () { CELL.update(T::next) }
                act $act_update(_isr) { CELL.update(T::next) }
                before { CELL.set(T::OLD) }
                right(_seen) {
                    let mut right = T::OLD.next();
                    for _ in 0..PLAN.strikes() {
                        right = right.next();
                    }
                    CELL.get() == right
                }
            }

            operation! {
                b"l" $replace(main) -> T { CELL.replace(T::MAIN) }
                act $act_replace(_isr) { SAW.0.put(CELL.replace(T::STRUCK)) }
                before { CELL.set(T::OLD) }
                right(seen) {
                    let (saw, last) = (SAW.0.get(), CELL.get());
                    (saw == T::OLD && seen == T::STRUCK && last == T::MAIN) || (seen == T::OLD && saw == T::MAIN && last == T::STRUCK)
                }
            }

            pub fn all(main: &mut Main) {
                $get(main);
                $set(main);
                $update(main);
                $replace(main);
            }
        }
    };
}

of! { one: Global<u8>, b"lhb";
op_global_u8_get act_global_u8_get op_global_u8_set act_global_u8_set
op_global_u8_update act_global_u8_update op_global_u8_replace act_global_u8_replace }
of! { two: Whole<u16>, b"lhbn";
op_global_u16_get act_global_u16_get op_global_u16_set act_global_u16_set
op_global_u16_update act_global_u16_update op_global_u16_replace act_global_u16_replace }
of! { three: Global<Three>, b"l";
op_global_three_get act_global_three_get op_global_three_set act_global_three_set
op_global_three_update act_global_three_update op_global_three_replace act_global_three_replace }
of! { four: Whole<u32>, b"lhbn";
op_global_u32_get act_global_u32_get op_global_u32_set act_global_u32_set
op_global_u32_update act_global_u32_update op_global_u32_replace act_global_u32_replace }
of! { eight: Whole<u64>, b"lhbn";
op_global_u64_get act_global_u64_get op_global_u64_set act_global_u64_set
op_global_u64_update act_global_u64_update op_global_u64_replace act_global_u64_replace }
of! { sixteen: Global<u128>, b"l";
op_global_u128_get act_global_u128_get op_global_u128_set act_global_u128_set
op_global_u128_update act_global_u128_update op_global_u128_replace act_global_u128_replace }
of! { padded: Whole<Padded>, b"l";
op_global_padded_get act_global_padded_get op_global_padded_set act_global_padded_set
op_global_padded_update act_global_padded_update op_global_padded_replace act_global_padded_replace }
of! { padded_wide: Whole<PaddedWide>, b"l";
op_global_padded_wide_get act_global_padded_wide_get op_global_padded_wide_set act_global_padded_wide_set
op_global_padded_wide_update act_global_padded_wide_update op_global_padded_wide_replace act_global_padded_wide_replace }

/// `get` and `set` of a type that isn't aligned to its size.
macro_rules! odd {
    ($module:ident: $type:ty; $get:ident $act_get:ident $set:ident $act_set:ident) => {
        mod $module {
            use super::*;

            type T = $type;
            static CELL: Odd<Whole<T>> = Odd(0, Whole::new(T::OLD));
            static SAW: Saw<T> = Saw(Kept::new());

            operation! {
                b"l" $get(main) -> T { CELL.1.get() }
                act $act_get(_isr) { CELL.1.set(T::STRUCK) }
                before { CELL.1.set(T::OLD) }
                right(seen) { (seen == T::OLD || seen == T::STRUCK) && CELL.1.get() == T::STRUCK }
            }

            operation! {
                b"l" $set(main) -> () { CELL.1.set(T::MAIN) }
                act $act_set(_isr) { SAW.0.put(CELL.1.get()) }
                before { CELL.1.set(T::OLD) }
                right(_seen) { (SAW.0.get() == T::OLD || SAW.0.get() == T::MAIN) && CELL.1.get() == T::MAIN }
            }

            pub fn all(main: &mut Main) {
                $get(main);
                $set(main);
            }
        }
    };
}
odd! { odd_four: Bytes<4>; op_global_odd_four_get act_global_odd_four_get op_global_odd_four_set act_global_odd_four_set }
odd! { odd_eight: Bytes<8>; op_global_odd_eight_get act_global_odd_eight_get op_global_odd_eight_set act_global_odd_eight_set }

static CELL: Whole<u64> = Whole::new(0);

operation_in_low! {
    b'L' op_global_u64_get_in_low(_isr) -> u64 { CELL.get() }
    act(_isr) { CELL.set(u64::STRUCK) }
    before(main) { CELL.set(u64::OLD) }
    right(seen) { seen == u64::OLD || seen == u64::STRUCK }
}

operation_in_low! {
    b'L' op_global_u64_update_in_low(_isr) -> () { CELL.update(u64::next) }
    act(_isr) { CELL.update(u64::next) }
    before(main) { CELL.set(u64::OLD) }
    right(_seen) { CELL.get() == u64::OLD.next().next() }
}

static WITHIN: Global<u64> = Global::new(0);

// One section for all; nothing in it masks or unmasks.
operation! {
    b"l" op_global_u64_within(main) -> u64 {
        interrupts::free(|cs| {
            WITHIN.update_in(cs, u64::next);
            let seen = WITHIN.get_in(cs);
            WITHIN.set_in(cs, seen.next());
            WITHIN.replace_in(cs, seen)
        })
    }
    act act_global_u64_within(_isr) { WITHIN.update(u64::next) }
    before { WITHIN.set(u64::OLD) }
    right(seen) {
        let last = WITHIN.get();
        (seen == u64::OLD.next().next().next() && last == u64::OLD.next().next())
            || (seen == u64::OLD.next().next() && last == u64::OLD.next().next())
    }
}

pub fn narrow(main: &mut Main) {
    one::all(main);
    two::all(main);
    three::all(main);
    four::all(main);
    padded::all(main);
}

pub fn wide(main: &mut Main) {
    eight::all(main);
    sixteen::all(main);
    padded_wide::all(main);
    odd_four::all(main);
    odd_eight::all(main);
    op_global_u64_within(main);
    op_global_u64_get_in_low(main);
    op_global_u64_update_in_low(main);
}
