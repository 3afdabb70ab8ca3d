//! `IrqMutex`: each operation of its three shapes, with the token of `free`; in an AVR handler with the one that it has by itself.

use super::value::{Pair, Ten, Value};
use super::{operation, operation_in_low};
use crate::contract::kept::Kept;
use crate::contract::strike::PLAN;
use core::cell::{Cell, RefCell};
use irqshare::{IrqMutex, Main, interrupts};

static CELL: IrqMutex<Cell<Ten>> = IrqMutex::new(Cell::new(Ten::OLD));
static REF: IrqMutex<RefCell<Pair>> = IrqMutex::new(RefCell::new(Pair::OLD));
static SLOT: IrqMutex<RefCell<Option<Pair>>> = IrqMutex::new(RefCell::new(None));
static SAW: Kept<Ten> = Kept::new();
static FOUND: Kept<Option<Pair>> = Kept::new();

/// What a handler borrows with. On AVR it needs no section of its own.
macro_rules! within {
    ($isr:ident, |$cs:ident| $body:expr) => {{
        #[cfg(all(target_arch = "avr", not(feature = "mutant")))]
        {
            let $cs = $isr.cs();
            $body
        }
        #[cfg(not(all(target_arch = "avr", not(feature = "mutant"))))]
        interrupts::free(|$cs| $body)
    }};
}

fn cell() -> Ten {
    interrupts::free(|cs| CELL.get(cs))
}

fn pair() -> Pair {
    interrupts::free(|cs| *REF.borrow_ref(cs))
}

fn slot(pair: Option<Pair>) {
    interrupts::free(|cs| *SLOT.borrow_ref_mut(cs) = pair);
}

/// How many handlers came after main's step, at most as many as struck.
fn after(ten: Ten) -> Option<u8> {
    (0..=PLAN.strikes()).find(|&steps| ten == Ten([steps.into(); 5]))
}

/// A value after so many steps, at most as many as strikes.
fn steps(pair: Pair) -> Option<u16> {
    (0..=PLAN.strikes().into()).find(|&steps| pair.is_at(steps))
}

operation! {
    b"l" op_mutex_cell_get(main) -> Ten { interrupts::free(|cs| CELL.get(cs)) }
    act act_mutex_cell_get(isr) { within!(isr, |cs| CELL.set(cs, Ten::STRUCK)) }
    before { interrupts::free(|cs| CELL.set(cs, Ten::OLD)) }
    right(seen) { seen == Ten::OLD || seen == Ten::STRUCK }
}

operation! {
    b"l" op_mutex_cell_set(main) -> () { interrupts::free(|cs| CELL.set(cs, Ten::MAIN)) }
    act act_mutex_cell_set(isr) { SAW.put(within!(isr, |cs| CELL.get(cs))) }
    before { interrupts::free(|cs| CELL.set(cs, Ten::OLD)) }
    right(_seen) { (SAW.get() == Ten::OLD || SAW.get() == Ten::MAIN) && cell() == Ten::MAIN }
}

operation! {
    b"l" op_mutex_cell_replace(main) -> Ten { interrupts::free(|cs| CELL.replace(cs, Ten::MAIN)) }
    act act_mutex_cell_replace(isr) { SAW.put(within!(isr, |cs| CELL.replace(cs, Ten::STRUCK))) }
    before { interrupts::free(|cs| CELL.set(cs, Ten::OLD)) }
    right(seen) {
        (SAW.get() == Ten::OLD && seen == Ten::STRUCK && cell() == Ten::MAIN)
            || (seen == Ten::OLD && SAW.get() == Ten::MAIN && cell() == Ten::STRUCK)
    }
}

operation! {
    b"l" op_mutex_cell_take(main) -> Ten { interrupts::free(|cs| CELL.take(cs)) }
    act act_mutex_cell_take(isr) { SAW.put(within!(isr, |cs| CELL.take(cs))) }
    before { interrupts::free(|cs| CELL.set(cs, Ten::OLD)) }
    right(seen) { {
        let (old, none) = (Ten::OLD, Ten::default());
        cell() == none && ((seen == old && SAW.get() == none) || (seen == none && SAW.get() == old))
    } }
}

operation! {
    b"lhbn" op_mutex_cell_update(main) -> () { interrupts::free(|cs| CELL.update(cs, Ten::next)) }
    act act_mutex_cell_update(isr) { within!(isr, |cs| { CELL.update(cs, Ten::next); }) }
    before { interrupts::free(|cs| CELL.set(cs, Ten::OLD)) }
    right(_seen) { after(cell()) == Some(PLAN.strikes()) }
}

operation! {
    b"l" op_mutex_borrow(main) -> Ten {
        interrupts::free(|cs| {
            let cell = CELL.borrow(cs);
            cell.set(cell.get().next());
            cell.get()
        })
    }
    act act_mutex_borrow(isr) { within!(isr, |cs| CELL.borrow(cs).set(CELL.borrow(cs).get().next())) }
    before { interrupts::free(|cs| CELL.set(cs, Ten::OLD)) }
    right(seen) { after(cell()) == Some(PLAN.strikes()) && after(seen).is_some() }
}

operation! {
    b"l" op_mutex_borrow_ref(main) -> Pair { interrupts::free(|cs| *REF.borrow_ref(cs)) }
    act act_mutex_borrow_ref(isr) { within!(isr, |cs| REF.borrow_ref_mut(cs).step()) }
    before { interrupts::free(|cs| *REF.borrow_ref_mut(cs) = Pair::OLD) }
    right(seen) { steps(seen).is_some() && pair().is_at(PLAN.strikes().into()) }
}

operation! {
    b"lhbn" op_mutex_borrow_ref_mut(main) -> () { interrupts::free(|cs| REF.borrow_ref_mut(cs).step()) }
    act act_mutex_borrow_ref_mut(isr) { within!(isr, |cs| REF.borrow_ref_mut(cs).step()) }
    before { interrupts::free(|cs| *REF.borrow_ref_mut(cs) = Pair::OLD) }
    right(_seen) { pair().is_at(1 + u16::from(PLAN.strikes())) }
}

operation! {
    b"l" op_mutex_put(main) -> Option<Pair> { interrupts::free(|cs| SLOT.put(cs, Pair(0x5a5a, 0x5a5a))) }
    act act_mutex_put(isr) { FOUND.put(within!(isr, |cs| SLOT.take(cs))) }
    before { slot(Some(Pair::OLD)) }
    right(seen) {
        let (main, old) = (Some(Pair(0x5a5a, 0x5a5a)), Some(Pair::OLD));
        let last = interrupts::free(|cs| SLOT.take(cs));
        (FOUND.get() == old && seen.is_none() && last == main) || (seen == old && FOUND.get() == main && last.is_none())
    }
}

operation! {
    b"l" op_mutex_take(main) -> Option<Pair> { interrupts::free(|cs| SLOT.take(cs)) }
    act act_mutex_take(isr) { FOUND.put(within!(isr, |cs| SLOT.take(cs))) }
    before { slot(Some(Pair::OLD)) }
    right(seen) { (seen == Some(Pair::OLD)) != (FOUND.get() == Some(Pair::OLD)) && (seen.is_none() != FOUND.get().is_none()) }
}

operation! {
    b"lhbn" op_mutex_with(main) -> bool { interrupts::free(|cs| SLOT.with(cs, Pair::step).is_some()) }
    act act_mutex_with(isr) { within!(isr, |cs| { SLOT.with(cs, Pair::step); }) }
    before { slot(Some(Pair::OLD)) }
    right(seen) { seen && interrupts::free(|cs| SLOT.take(cs)).is_some_and(|pair| pair.is_at(1 + u16::from(PLAN.strikes()))) }
}

operation_in_low! {
    b'L' op_mutex_with_in_low(isr) -> bool { within!(isr, |cs| SLOT.with(cs, Pair::step).is_some()) }
    act(isr) { within!(isr, |cs| { SLOT.with(cs, Pair::step); }) }
    before(main) { slot(Some(Pair::OLD)) }
    right(seen) { seen && interrupts::free(|cs| SLOT.take(cs)).is_some_and(|pair| pair.is_at(2)) }
}

pub fn all(main: &mut Main) {
    op_mutex_cell_get(main);
    op_mutex_cell_set(main);
    op_mutex_cell_replace(main);
    op_mutex_cell_take(main);
    op_mutex_cell_update(main);
    op_mutex_borrow(main);
    op_mutex_borrow_ref(main);
    op_mutex_borrow_ref_mut(main);
    op_mutex_put(main);
    op_mutex_take(main);
    op_mutex_with(main);
    op_mutex_with_in_low(main);
}
