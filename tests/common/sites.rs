//! What `atomicity_generated` does to cells: each access on a line of its own, written down as it happens.

#![allow(clippy::match_same_arms, reason = "each access is on a line of its own")]

use irqshare::Global;
use irqshare::model::Plain;
use std::cell::{Cell, RefCell};

pub static CELLS: [Plain<u8>; 2] = [const { Plain::new(0) }; 2];
pub static GLOBAL: Global<u8> = Global::new(0);

pub const CONTEXTS: usize = 4;
/// The accesses of each context.
pub const SITES: usize = 6;

#[derive(Debug, Clone, Copy)]
pub struct Access {
    /// Which run of which context.
    pub instance: usize,
    pub variable: usize,
    pub line: u32,
    pub written: bool,
}

thread_local! {
    pub static TRACE: RefCell<Vec<Access>> = const { RefCell::new(Vec::new()) };
    /// The contexts that run or were interrupted, and how many there have been.
    pub static RUNNING: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
    pub static BEGUN: Cell<usize> = const { Cell::new(0) };
}

pub fn wrote_down(variable: usize, line: u32, written: bool) {
    let instance = RUNNING.with_borrow(|running| *running.last().expect("a context runs"));
    TRACE.with_borrow_mut(|trace| trace.push(Access { instance, variable, line, written }));
}

pub fn get(at: usize, variable: usize) -> u8 {
    let line = line!() + 2;
    let value = match (variable == 2, at) {
        (false, 0) => CELLS[variable].get(),
        (false, 1) => CELLS[variable].get(),
        (false, 2) => CELLS[variable].get(),
        (false, 3) => CELLS[variable].get(),
        (false, 4) => CELLS[variable].get(),
        (false, 5) => CELLS[variable].get(),
        (false, 6) => CELLS[variable].get(),
        (false, 7) => CELLS[variable].get(),
        (false, 8) => CELLS[variable].get(),
        (false, 9) => CELLS[variable].get(),
        (false, 10) => CELLS[variable].get(),
        (false, 11) => CELLS[variable].get(),
        (false, 12) => CELLS[variable].get(),
        (false, 13) => CELLS[variable].get(),
        (false, 14) => CELLS[variable].get(),
        (false, 15) => CELLS[variable].get(),
        (false, 16) => CELLS[variable].get(),
        (false, 17) => CELLS[variable].get(),
        (false, 18) => CELLS[variable].get(),
        (false, 19) => CELLS[variable].get(),
        (false, 20) => CELLS[variable].get(),
        (false, 21) => CELLS[variable].get(),
        (false, 22) => CELLS[variable].get(),
        (false, 23) => CELLS[variable].get(),
        (true, 0) => GLOBAL.get(),
        (true, 1) => GLOBAL.get(),
        (true, 2) => GLOBAL.get(),
        (true, 3) => GLOBAL.get(),
        (true, 4) => GLOBAL.get(),
        (true, 5) => GLOBAL.get(),
        (true, 6) => GLOBAL.get(),
        (true, 7) => GLOBAL.get(),
        (true, 8) => GLOBAL.get(),
        (true, 9) => GLOBAL.get(),
        (true, 10) => GLOBAL.get(),
        (true, 11) => GLOBAL.get(),
        (true, 12) => GLOBAL.get(),
        (true, 13) => GLOBAL.get(),
        (true, 14) => GLOBAL.get(),
        (true, 15) => GLOBAL.get(),
        (true, 16) => GLOBAL.get(),
        (true, 17) => GLOBAL.get(),
        (true, 18) => GLOBAL.get(),
        (true, 19) => GLOBAL.get(),
        (true, 20) => GLOBAL.get(),
        (true, 21) => GLOBAL.get(),
        (true, 22) => GLOBAL.get(),
        (true, 23) => GLOBAL.get(),
        _ => unreachable!(),
    };
    wrote_down(variable, line + line_of(at, variable), false);
    value
}

/// Cells of the array come first, then `GLOBAL`: a line for each access.
fn line_of(at: usize, variable: usize) -> u32 {
    u32::try_from(at + if variable == 2 { CONTEXTS * SITES } else { 0 }).expect("small")
}

pub fn set(at: usize, variable: usize, value: u8) {
    let line = line!() + 2;
    match (variable == 2, at) {
        (false, 0) => CELLS[variable].set(value),
        (false, 1) => CELLS[variable].set(value),
        (false, 2) => CELLS[variable].set(value),
        (false, 3) => CELLS[variable].set(value),
        (false, 4) => CELLS[variable].set(value),
        (false, 5) => CELLS[variable].set(value),
        (false, 6) => CELLS[variable].set(value),
        (false, 7) => CELLS[variable].set(value),
        (false, 8) => CELLS[variable].set(value),
        (false, 9) => CELLS[variable].set(value),
        (false, 10) => CELLS[variable].set(value),
        (false, 11) => CELLS[variable].set(value),
        (false, 12) => CELLS[variable].set(value),
        (false, 13) => CELLS[variable].set(value),
        (false, 14) => CELLS[variable].set(value),
        (false, 15) => CELLS[variable].set(value),
        (false, 16) => CELLS[variable].set(value),
        (false, 17) => CELLS[variable].set(value),
        (false, 18) => CELLS[variable].set(value),
        (false, 19) => CELLS[variable].set(value),
        (false, 20) => CELLS[variable].set(value),
        (false, 21) => CELLS[variable].set(value),
        (false, 22) => CELLS[variable].set(value),
        (false, 23) => CELLS[variable].set(value),
        (true, 0) => GLOBAL.set(value),
        (true, 1) => GLOBAL.set(value),
        (true, 2) => GLOBAL.set(value),
        (true, 3) => GLOBAL.set(value),
        (true, 4) => GLOBAL.set(value),
        (true, 5) => GLOBAL.set(value),
        (true, 6) => GLOBAL.set(value),
        (true, 7) => GLOBAL.set(value),
        (true, 8) => GLOBAL.set(value),
        (true, 9) => GLOBAL.set(value),
        (true, 10) => GLOBAL.set(value),
        (true, 11) => GLOBAL.set(value),
        (true, 12) => GLOBAL.set(value),
        (true, 13) => GLOBAL.set(value),
        (true, 14) => GLOBAL.set(value),
        (true, 15) => GLOBAL.set(value),
        (true, 16) => GLOBAL.set(value),
        (true, 17) => GLOBAL.set(value),
        (true, 18) => GLOBAL.set(value),
        (true, 19) => GLOBAL.set(value),
        (true, 20) => GLOBAL.set(value),
        (true, 21) => GLOBAL.set(value),
        (true, 22) => GLOBAL.set(value),
        (true, 23) => GLOBAL.set(value),
        _ => unreachable!(),
    }
    wrote_down(variable, line + line_of(at, variable), true);
}

/// Reads and writes, with a gap between.
pub fn update(at: usize, variable: usize) {
    let line = line!() + 6;
    let step = |x: u8| {
        wrote_down(variable, line + line_of(at, variable), false);
        x.wrapping_add(1)
    };
    match at {
        0 => CELLS[variable].update(step),
        1 => CELLS[variable].update(step),
        2 => CELLS[variable].update(step),
        3 => CELLS[variable].update(step),
        4 => CELLS[variable].update(step),
        5 => CELLS[variable].update(step),
        6 => CELLS[variable].update(step),
        7 => CELLS[variable].update(step),
        8 => CELLS[variable].update(step),
        9 => CELLS[variable].update(step),
        10 => CELLS[variable].update(step),
        11 => CELLS[variable].update(step),
        12 => CELLS[variable].update(step),
        13 => CELLS[variable].update(step),
        14 => CELLS[variable].update(step),
        15 => CELLS[variable].update(step),
        16 => CELLS[variable].update(step),
        17 => CELLS[variable].update(step),
        18 => CELLS[variable].update(step),
        19 => CELLS[variable].update(step),
        20 => CELLS[variable].update(step),
        21 => CELLS[variable].update(step),
        22 => CELLS[variable].update(step),
        23 => CELLS[variable].update(step),
        _ => unreachable!(),
    }
    wrote_down(variable, line + line_of(at, variable), true);
}
