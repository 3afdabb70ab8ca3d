//! The emulated machine between two instructions, as the oracle sees it: small, and compared whole.

use super::code::PLACES;
use crate::outcome::Trace;
use crate::program::{DEVICES, Who};
use std::hash::{Hash, Hasher};

/// Main, and three handlers.
pub const FRAMES: usize = 4;
/// So many cells of a program are looked at for what isn't atomic.
pub const OBJECTS: usize = 6;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Line {
    /// How often it may still come by itself.
    pub left: u8,
    pub pending: u8,
    pub on: bool,
    /// A level that is there.
    pub held: bool,
    /// Off by `pause`.
    pub paused: bool,
}

impl Line {
    pub fn pends(self) -> bool {
        self.pending > 0 || self.held
    }
}

/// A stack of a few values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stack {
    len: u8,
    values: [u16; 6],
}

impl Stack {
    pub fn push(&mut self, value: u16) {
        self.values[usize::from(self.len)] = value;
        self.len += 1;
    }

    /// What is above is 0, so that equal stacks are equal.
    pub fn pop(&mut self) -> u16 {
        self.len -= 1;
        std::mem::take(&mut self.values[usize::from(self.len)])
    }

    pub fn top(&self) -> u16 {
        self.values[usize::from(self.len) - 1]
    }
}

/// No access yet.
pub const NEVER: u8 = u8::MAX;

/// A context that runs, or was preempted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    pub who: Who,
    pub at: u16,
    pub last: u8,
    /// What open sections and locks restore: 256 for everything, and the level.
    pub saved: Stack,
    /// What open blocks read.
    pub read: Stack,
    /// What was masked when it began.
    pub before: bool,
    /// An instruction of interest was executed.
    pub began: bool,
    /// So many handlers ran since its last instruction, one after the other, that pended.
    pub row: u8,
    /// By object: its last access (twice its operation, and 1 if it wrote).
    pub lasts: [u8; OBJECTS],
    /// If that wrote: who could have come before, at some time.
    pub lives: [u8; OBJECTS],
    /// And a bit for each kind of access that struck since.
    pub strikes: [u64; OBJECTS],
    /// Its own last read and its own last write, where those come between two of a context that it interrupts.
    pub own: [[u8; OBJECTS]; 2],
}

impl Frame {
    pub fn new(who: Who, before: bool) -> Self {
        Self {
            who,
            at: 0,
            last: 0,
            saved: Stack::default(),
            read: Stack::default(),
            before,
            began: false,
            row: 0,
            lasts: [NEVER; OBJECTS],
            lives: [0; OBJECTS],
            strikes: [0; OBJECTS],
            own: [[NEVER; OBJECTS]; 2],
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    pub cells: [u16; PLACES],
    /// Everything is masked.
    pub all: bool,
    /// What is at or below is masked.
    pub level: u8,
    /// The instruction before this one was `sei`.
    pub shadow: bool,
    /// Main sleeps.
    pub asleep: bool,
    /// It has woken for no reason.
    pub spurious: bool,
    /// How often the CPU may still be late in taking what pends.
    pub grace: u8,
    /// The lines that waited so since they pend: a bit each, by `Who`.
    pub waited: u8,
    /// By `Who`.
    pub lines: [Line; 6],
    /// How often each device may still act.
    pub devices: [u8; DEVICES.len()],
    /// Who could have come by now, at some time: a bit each.
    pub live: u8,
    /// By `Who`: the accesses since a section began that holds it off; `FREE` if none does.
    pub held_off: [u8; 6],
    pub depth: u8,
    /// Those above `depth` are as new.
    pub frames: [Frame; FRAMES],
    pub traces: [Trace; 6],
}

pub const FREE: u8 = u8::MAX;

impl State {
    pub fn top(&self) -> &Frame {
        &self.frames[usize::from(self.depth)]
    }

    pub fn top_mut(&mut self) -> &mut Frame {
        &mut self.frames[usize::from(self.depth)]
    }

    /// The handlers that run or were preempted.
    pub fn handlers(&self) -> &[Frame] {
        &self.frames[1..=usize::from(self.depth)]
    }
}

impl Hash for State {
    /// Of what mostly differs; the rest is compared.
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        for four in self.cells.chunks(4) {
            hasher.write_u64(four.iter().fold(0, |all, cell| all << 16 | u64::from(*cell)));
        }
        for two in self.traces.chunks(2) {
            hasher.write_u64(two.iter().fold(0, |all, trace| all << 32 | u64::from(*trace)));
        }
        for frame in &self.frames[..=usize::from(self.depth)] {
            let n = u64::from(frame.at) << 24 | u64::from(frame.last) << 16 | u64::from(frame.row) << 8;
            hasher.write_u64(n | frame.who as u64);
            hasher.write_u64(frame.strikes.iter().fold(0, |hash, strikes| hash.rotate_left(7) ^ strikes));
            hasher.write_u64(frame.lasts.iter().fold(0, |hash, last| hash << 8 | u64::from(*last)));
            hasher.write_u64(frame.lives.iter().fold(0, |hash, live| hash << 8 | u64::from(*live)));
            hasher.write_u64(
                frame.own.iter().flatten().fold(0, |hash, last| hash.rotate_left(5) ^ u64::from(*last)),
            );
        }
        let line = |all: u64, line: &Line| {
            all << 8
                | u64::from(line.left) << 5
                | u64::from(line.pending) << 3
                | u64::from(line.on) << 2
                | u64::from(line.held) << 1
                | u64::from(line.paused)
        };
        hasher.write_u64(self.lines.iter().fold(0, line));
        let masks = u64::from(self.all)
            | u64::from(self.asleep) << 1
            | u64::from(self.live) << 8
            | u64::from(self.grace) << 16
            | u64::from(self.waited) << 24
            | u64::from(self.spurious) << 2;
        hasher.write_u64(self.devices.iter().fold(masks, |all, left| all << 4 | u64::from(*left)));
        hasher.write_u64(self.held_off.iter().fold(self.level.into(), |all, n| all << 8 | u64::from(*n)));
    }
}
