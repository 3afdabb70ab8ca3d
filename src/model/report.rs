//! `Report`: what a check that passed has looked at.

use super::machine::Longest;
use super::setup::Setup;
use core::panic::Location;
use std::vec::Vec;

/// The longest time that critical sections held a vector off.
#[derive(Debug, Clone, Copy)]
pub struct MaskedStretch {
    /// The vector's name.
    pub vector: &'static str,
    /// Accesses to cells in that time, on the emulated CPU's word size.
    pub accesses: u32,
    /// Where the section begins; `None` when nothing ever held it off.
    pub from: Option<&'static Location<'static>>,
}

/// What a check that passed has looked at.
#[derive(Debug, Clone)]
pub struct Report {
    schedules: u64,
    points: u64,
    complete: bool,
    fired: Vec<(&'static str, u32)>,
    masked: Vec<MaskedStretch>,
}

impl Report {
    pub(super) fn new(setup: &Setup) -> Self {
        Self {
            schedules: 0,
            points: 0,
            complete: false,
            fired: setup.vectors.iter().map(|v| (v.name, 0)).collect(),
            masked: setup
                .vectors
                .iter()
                .map(|v| MaskedStretch { vector: v.name, accesses: 0, from: None })
                .collect(),
        }
    }

    pub(super) fn add(&mut self, fired: &[u32], longest: &[Longest], points: u64) {
        self.schedules += 1;
        self.points = self.points.max(points);
        for (most, fired) in self.fired.iter_mut().zip(fired) {
            most.1 = most.1.max(*fired);
        }
        for (worst, longest) in self.masked.iter_mut().zip(longest) {
            if longest.accesses > worst.accesses {
                worst.accesses = longest.accesses;
                worst.from = longest.from;
            }
        }
    }

    pub(super) fn completed(&mut self) {
        self.complete = true;
    }

    /// How many schedules were run.
    pub fn schedules(&self) -> u64 {
        self.schedules
    }

    /// The most preemption points in one schedule: where some interrupt could have struck.
    pub fn points(&self) -> u64 {
        self.points
    }

    /// Whether every schedule within the bounds was run; `false` for samples and replays.
    pub fn complete(&self) -> bool {
        self.complete
    }

    /// How often a vector fired, at most, in one schedule.
    pub fn fired(&self, vector: &str) -> u32 {
        self.fired.iter().find(|(name, _)| *name == vector).map_or(0, |(_, n)| *n)
    }

    pub(super) fn never_fired(&self) -> Option<&'static str> {
        self.fired.iter().find(|(_, n)| *n == 0).map(|(name, _)| *name)
    }

    /// The longest time that critical sections held each vector off.
    pub fn masked(&self) -> &[MaskedStretch] {
        &self.masked
    }
}

impl core::fmt::Display for Report {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let extent = if self.complete { "complete" } else { "not complete: a sample or a replay" };
        let plural = |n: u64| if n == 1 { "" } else { "s" };
        let (schedules, points) = (self.schedules, self.points);
        write!(
            f,
            "{schedules} schedule{} ({extent}), up to {points} preemption point{}",
            plural(schedules),
            plural(points)
        )?;
        for m in &self.masked {
            if let Some(from) = m.from {
                write!(f, "\n{} held off for up to {} accesses, from {from}", m.vector, m.accesses)?;
            }
        }
        Ok(())
    }
}
