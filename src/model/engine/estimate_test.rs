//! What is told of a search while it runs, against what it was in the end.

use super::bytes::Bytes;
use super::machine::with;
use super::memory::Variable;
use super::program::{Attached, CpuKind, Program};
use super::search::{End, Search, SearchOptions};
use crate::model::engine::place::Place;
use core::any::TypeId;
use core::cell::RefCell;
use std::boxed::Box;
use std::vec::Vec;

#[expect(clippy::cast_precision_loss, reason = "an estimate")]
fn number(schedules: u64) -> f64 {
    schedules as f64
}

static MEMORY: [u8; 4] = [0; 4];

fn access(byte: usize, written: bool) {
    with(|m| m.access((&raw const MEMORY[byte]).cast(), 1, written, Place::caller()));
}

struct Line<const N: u16>;

/// Line `N` of so many firings, which writes a byte.
fn line<const N: u16>(firings: u32, priority: u16, handler: unsafe fn()) -> Attached {
    Attached {
        id: TypeId::of::<Line<N>>(),
        name: "line",
        number: N,
        priority,
        level: 1,
        switched: false,
        takes_values: false,
        handler,
        elsewhere: None,
        clear: || (),
        firings,
        device: None,
        max_masked: None,
        may_be_early: false,
        may_stay_silent: false,
    }
}

fn program(lines: Vec<Attached>) -> Program {
    let mut program = Program::new(CpuKind::CortexM);
    (program.on, program.lines) = (true, lines);
    program.memory.keep(Variable {
        bytes: Bytes::of((&raw const MEMORY).addr(), 4),
        size: 4,
        place: Place::caller(),
        synchronises: false,
        reset: Box::new(|| ()),
        show: Box::new(|| None),
        watched: None,
        path: "",
    });
    program
}

/// What is told of the whole search, against what it was in the end: at so many points of it, the true part and the estimated one.
fn estimates(lines: Vec<Attached>, reduced: bool, body: &dyn Fn()) -> Vec<(f64, f64)> {
    let told = RefCell::new(Vec::new());
    let tell = |_, schedules, over| told.borrow_mut().push((number(schedules), over));
    let (program, options) = (program(lines), SearchOptions { reduced, ..SearchOptions::default() });
    let mut search = Search::new(&program, &options, body, &tell);
    assert!(matches!(search.run(), End::Complete));
    let all = number(search.totals.schedules);
    told.into_inner().into_iter().map(|(schedules, over)| (schedules / all, over)).collect()
}

/// It is right within a factor, early and late, and doesn't go back by much: where a nest turns out to be larger than those before it, what was taken for over shrinks by its share.
#[track_caller]
fn follows(told: &[(f64, f64)], factor: f64) {
    let mut most = 0.0_f64;
    for &(part, over) in told.iter().filter(|(part, _)| *part > 0.3) {
        assert!((part / factor..=part * factor).contains(&over), "{over} at {part}: {told:?}");
        assert!(over > most - 0.15, "back from {most} to {over}: {told:?}");
        most = most.max(over);
    }
    assert!(told.len() > 10 && most > 0.85 && most < 1.001, "{most} in the end: {told:?}");
}

/// One line, from the first schedule on: the estimate that takes all ways for equal is at 50 % after the first of 60 decisions, and at 99 % after the seventh.
#[test]
fn one_line() {
    let main = || (0..60).for_each(|_| access(0, false));
    follows(&estimates(std::vec![line::<1>(3, 1, || access(0, true))], true, &main), 2.5);
}

/// Two independent lines, whose decisions aren't where they could be, but at the beginning.
#[test]
fn two_lines() {
    let main = || {
        (0..12).for_each(|i| access(i % 2, false));
        (0..40).for_each(|_| access(2, false));
    };
    let lines = std::vec![line::<1>(3, 1, || access(0, true)), line::<2>(3, 1, || access(1, true))];
    follows(&estimates(lines, true, &main), 4.0);
}

/// Handlers in handlers.
#[test]
fn nested() {
    let main = || (0..24).for_each(|i| access(i % 2, false));
    let both = || {
        access(0, false);
        access(1, false);
    };
    let lines = std::vec![
        line::<1>(2, 1, || access(0, true)),
        line::<2>(1, 2, both),
        line::<3>(1, 3, || access(1, true))
    ];
    follows(&estimates(lines, true, &main), 4.0);
}

/// In every order, nobody comes first.
#[test]
fn every_order() {
    let main = || (0..40).for_each(|_| access(0, false));
    let lines = std::vec![line::<1>(2, 1, || access(0, true)), line::<2>(1, 1, || access(1, true))];
    follows(&estimates(lines, false, &main), 2.0);
}

/// A line that comes once: no schedule but the last tells how many decisions there are.
#[test]
fn one_arrival() {
    let main = || (0..1_500).for_each(|_| access(0, false));
    follows(&estimates(std::vec![line::<1>(1, 1, || access(0, true))], true, &main), 2.0);
}
