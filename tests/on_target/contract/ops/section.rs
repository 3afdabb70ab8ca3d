//! `interrupts`: `free`, the save/restore pair and the switch; and critical-section's `with` on our implementation: a pair of plain variables that change together inside.

use super::operation;
use super::value::Pair;
use crate::contract::cores;
use crate::contract::kept::Kept;
#[cfg(feature = "mutant")]
use crate::contract::mutant::pair::{restore, save_and_disable};
use crate::contract::strike::PLAN;
use core::cell::Cell;
#[cfg(not(feature = "mutant"))]
use irqshare::interrupts::{restore, save_and_disable};
use irqshare::{IrqMutex, Main, interrupts};

/// Not a cell of the crate: sections guard what is not in one. Each operation has its own, or those that are equal would be one function.
static PAIR: [Kept<Pair>; 9] = [const { Kept::of(Pair::OLD) }; 9];
static CELL: IrqMutex<Cell<Pair>> = IrqMutex::new(Cell::new(Pair::OLD));
static COUNT: IrqMutex<Cell<u32>> = IrqMutex::new(Cell::new(0));
/// Whether interrupts were on where they must not be.
static OPEN: Kept<bool> = Kept::of(false);

#[inline(always)]
fn step(of: usize) {
    let mut pair = PAIR[of].get();
    pair.step();
    PAIR[of].put(pair);
}

fn before() {
    for pair in &PAIR {
        pair.put(Pair::OLD);
    }
    OPEN.put(false);
}

fn stepped(of: usize, by: u16) -> bool {
    PAIR[of].get().is_at(by + u16::from(PLAN.strikes())) && !OPEN.get() && interrupts::are_enabled()
}

operation! {
    b"lhbn" op_free(main) -> () { interrupts::free(|_| step(0)) }
    act act_free(_isr) { interrupts::free(|_| step(0)) }
    before { before() }
    right(_seen) { stepped(0, 1) }
}

operation! {
    b"l" op_free_nested(main) -> () {
        interrupts::free(|_| {
            interrupts::free(|_| step(1));
            // The inner one ended, and must not have opened the outer one.
            step(1);
        });
    }
    act act_free_nested(_isr) { interrupts::free(|_| step(1)) }
    before { before() }
    right(_seen) { stepped(1, 2) }
}

// What the first section wrote, the second reads again: plain memory, so that the compiler may join them only if it takes the masks for something that memory doesn't matter to.
operation! {
    b"l" op_free_twice(main) -> () {
        interrupts::free(|cs| COUNT.update(cs, |count| count.wrapping_add(1)));
        // A release takes effect late on AVR: room for a strike.
        cores::pad();
        interrupts::free(|cs| COUNT.update(cs, |count| count.wrapping_add(1)));
    }
    act act_free_twice(_isr) { interrupts::free(|cs| COUNT.update(cs, |count| count.wrapping_add(1))) }
    before { interrupts::free(|cs| COUNT.set(cs, 0xff_fffe)) }
    right(_seen) { interrupts::free(|cs| COUNT.get(cs)) == 0x0100_0000 + u32::from(PLAN.strikes()) }
}

// A section holds off the top priority, too, which a ceiling can't.
#[cfg(target_arch = "arm")]
operation! {
    b"t" op_free_with_systick(main) -> () { interrupts::free(|_| step(7)) }
    act act_free_with_systick(_isr) {}
    before {
        before();
        PLAN.top.put(|_| interrupts::free(|_| step(7)));
    }
    right(_seen) { stepped(7, 1) }
}

operation! {
    b"lhbn" op_section(main) -> () {
        let saved = save_and_disable();
        step(2);
        // SAFETY: no section was opened after this one.
        unsafe { restore(saved) };
    }
    act act_section(_isr) { interrupts::free(|_| step(2)) }
    before { before() }
    right(_seen) { stepped(2, 1) }
}

operation! {
    b"l" op_section_nested(main) -> () {
        let outer = save_and_disable();
        let inner = save_and_disable();
        step(3);
        // SAFETY: no section was opened after this one; and then none but the outer one is open.
        unsafe { restore(inner) };
        step(3);
        // SAFETY: as above.
        unsafe { restore(outer) };
    }
    act act_section_nested(_isr) { interrupts::free(|_| step(3)) }
    before { before() }
    right(_seen) { stepped(3, 2) }
}

operation! {
    b"l" op_section_token(main) -> Pair {
        let saved = save_and_disable();
        // SAFETY: no section that was open when this one started ends before it.
        let cs = unsafe { saved.cs() };
        let mut pair = CELL.get(cs);
        pair.step();
        CELL.set(cs, pair);
        // SAFETY: no section was opened after this one.
        unsafe { restore(saved) };
        pair
    }
    act act_section_token(_isr) {
        interrupts::free(|cs| {
            let mut pair = CELL.get(cs);
            pair.step();
            CELL.set(cs, pair);
        });
    }
    before {
        before();
        interrupts::free(|cs| CELL.set(cs, Pair::OLD));
    }
    right(_seen) { interrupts::free(|cs| CELL.get(cs)).is_at(1 + u16::from(PLAN.strikes())) }
}

#[cfg(not(feature = "mutant"))]
#[inline(always)]
fn off() {
    interrupts::disable();
}

/// The switch that doesn't switch.
#[cfg(feature = "mutant")]
#[inline(always)]
fn off() {}

operation! {
    b"l" op_section_restores_off(main) -> () {
        off();
        let saved = save_and_disable();
        step(4);
        // SAFETY: no section was opened after this one.
        unsafe { restore(saved) };
        interrupts::free(|_| step(4));
        // They were off, and must be still.
        step(4);
        // SAFETY: no section is open.
        unsafe { interrupts::enable() };
    }
    act act_section_restores_off(_isr) { interrupts::free(|_| step(4)) }
    before { before() }
    right(_seen) { stepped(4, 3) }
}

operation! {
    b"l" op_interrupts_off_and_on(main) -> () {
        off();
        step(5);
        OPEN.put(interrupts::are_enabled());
        // SAFETY: no section is open.
        unsafe { interrupts::enable() };
    }
    act act_interrupts_off_and_on(_isr) { interrupts::free(|_| step(5)) }
    before { before() }
    right(_seen) { stepped(5, 1) }
}

operation! {
    b"lhbn" op_critical_section_with(main) -> () { critical_section::with(|_| step(6)) }
    act act_critical_section_with(_isr) { critical_section::with(|_| step(6)) }
    before { before() }
    right(_seen) { stepped(6, 1) }
}

operation! {
    b"l" op_critical_section_nested(main) -> () {
        critical_section::with(|_| {
            critical_section::with(|_| step(8));
            // The inner one ended, and must not have opened the outer one.
            step(8);
        });
    }
    act act_critical_section_nested(_isr) { critical_section::with(|_| step(8)) }
    before { before() }
    right(_seen) { stepped(8, 2) }
}

pub fn all(main: &mut Main) {
    op_free(main);
    op_free_nested(main);
    op_free_twice(main);
    #[cfg(target_arch = "arm")]
    op_free_with_systick(main);
    op_section(main);
    op_section_nested(main);
    op_section_token(main);
    op_section_restores_off(main);
    op_interrupts_off_and_on(main);
    op_critical_section_with(main);
    op_critical_section_nested(main);
}
