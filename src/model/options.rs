//! What a [`Setup`] says of the search: how far, how, what to look for, where to write it.

use super::finding::Allowed;
use super::sampler::Chance;
use super::setup::{Sample, Setup};
use crate::handlers::Vector;
use core::time::Duration;
use std::path::PathBuf;

/// How to search.
impl Setup {
    /// Runs every order, also of what is independent: two contexts' accesses to different cells, or two reads. By itself a search runs schedules that differ only so once: a
    /// handler then strikes where it makes a difference, and the search grows with the accesses that conflict, not with all of them.
    ///
    /// Nothing that shows in cells, in failures of the machine, in findings, or in the order of one context's own accesses is lost without this. But what the program keeps elsewhere
    /// (a thread-local that handlers count up, and main compares with a cell) may not be seen in every order: use cells for it, or this.
    #[must_use]
    pub fn every_order(mut self) -> Self {
        self.reduced = false;
        self
    }

    /// Stops the search after so many schedules, and then **fails** as incomplete if there are more; a sample just ends.
    #[must_use]
    pub fn limit(mut self, schedules: u64) -> Self {
        if schedules == 0 {
            self.complain("a limit of zero schedules checks nothing: a limit is 1 or more".into());
        }
        self.most = Some(schedules);
        self
    }

    /// Stops the search after so long, and then **fails** as incomplete if it isn't over; a sample just ends.
    #[must_use]
    pub fn time_limit(mut self, time: Duration) -> Self {
        self.time = Some(time);
        self
    }

    /// Ends a schedule after so many accesses, sections and firings, as one that goes on for ever (1,000,000 by itself).
    #[must_use]
    pub fn longest(mut self, accesses: u64) -> Self {
        self.longest = accesses;
        self
    }

    /// Runs so many schedules chosen by chance, instead of all; the report says that it is a sample. Each vector arrives as often as chance wants, up to its bound, and each
    /// time at any point, all points alike. The same seed gives the same schedules.
    #[must_use]
    pub fn sample(self, schedules: u64, seed: u64) -> Self {
        self.sampled(schedules, seed, Chance::Uniform)
    }

    /// The same, with priorities given by chance (PCT): each arrival comes at once or after main has ended, but for `depth` - 1 that come at any point. It finds bugs that
    /// take few decisions, in programs with many arrivals, sooner: one that takes `depth` - 1 arrivals at certain points, wherever the others come, is met by each run with a
    /// probability of at least 1/((arrivals + 1) * points)^(depth - 1).
    #[must_use]
    pub fn sample_priorities(mut self, schedules: u64, seed: u64, depth: u32) -> Self {
        if depth == 0 {
            self.complain(
                "a bug takes one decision or more: `sample_priorities` wants a depth of 1 or more".into(),
            );
        }
        self.sampled(schedules, seed, Chance::Priorities(depth))
    }

    fn sampled(mut self, schedules: u64, seed: u64, chance: Chance) -> Self {
        if schedules == 0 {
            self.complain("a sample of zero schedules checks nothing: a sample is 1 or more".into());
        }
        self.sample = Some(Sample { schedules, seed, chance });
        self
    }

    /// Searches on all cores at once, in processes of their own (`fork`). For programs that do nothing but use cells: what the body keeps elsewhere, such as a set of outcomes
    /// that it captured, stays in those processes. Elsewhere than on Unix, and for samples, it changes nothing.
    ///
    /// As threads of the test program may hold locks at the fork, the body shouldn't print.
    #[must_use]
    pub fn parallel(mut self) -> Self {
        self.workers = std::thread::available_parallelism().map_or(1, |n| n.get());
        self
    }
}

/// What to look for.
impl Setup {
    /// Looks for accesses that aren't atomic although each is safe: two accesses of one context to the same variable, with another's between them, in an order that can't
    /// happen without interrupts ([`Order`](super::Order)). A check that finds some that aren't [allowed](Self::allow) fails in the end, with all of them.
    ///
    /// A cell is a variable, and each element of an array. Those that are made for it aren't looked at: `Event`, `Signal`, `AtomicWaker`. A lock counts as a write if the
    /// value's bytes change in it, else as a read.
    #[must_use]
    pub fn atomicity(mut self) -> Self {
        self.atomicity = true;
        self
    }

    /// A finding of [`atomicity`](Self::atomicity) that is meant. One that matches nothing fails the check: it is stale.
    #[must_use]
    pub fn allow(mut self, allowed: Allowed) -> Self {
        self.atomicity = true;
        self.allowed.push(allowed);
        self
    }

    /// Fails when sections and locks hold any of the vectors attached so far off for more than so many accesses to cells.
    #[must_use]
    pub fn max_masked(mut self, accesses: u32) -> Self {
        if self.vectors.iter().all(|v| v.device.is_some()) {
            self.complain("`max_masked` is for the vectors that are attached: attach them before it".into());
        }
        for vector in self.vectors.iter_mut().filter(|v| v.device.is_none()) {
            vector.max_masked = Some(accesses);
        }
        self
    }

    /// The same for one vector.
    #[must_use]
    pub fn max_masked_for<V: Vector>(mut self, accesses: u32) -> Self {
        if let Some(vector) = self.vector::<V>("max_masked_for") {
            vector.max_masked = Some(accesses);
        }
        self
    }

    /// Fails when more handlers than these are nested, each with its stack frame on the others'.
    #[must_use]
    pub fn max_nesting(mut self, handlers: u32) -> Self {
        self.max_nesting = Some(handlers);
        self
    }

    /// Fails when more handlers than these run one after the other because they pend, and what they interrupt gets nowhere: a storm (1,000 by itself).
    #[must_use]
    pub fn max_in_a_row(mut self, handlers: u32) -> Self {
        self.max_in_a_row = handlers;
        self
    }

    /// This vector may fire before main has moved a value into its `Moved`, and find nothing; else that is a failure.
    #[must_use]
    pub fn may_be_early<V: Vector>(mut self) -> Self {
        if let Some(vector) = self.vector::<V>("may_be_early") {
            vector.may_be_early = true;
        }
        self
    }
}

/// Where to write it.
impl Setup {
    /// Draws the failing schedule into this file, as SVG ([`Failure::svg`](super::Failure::svg)), and makes the folder. A check that passes leaves the file alone. For any check:
    /// `IRQSHARE_SVG=folder` in the environment.
    #[must_use]
    pub fn svg(mut self, file: impl Into<PathBuf>) -> Self {
        self.svg = Some(file.into());
        self
    }

    /// Writes the report or the failure into this file, as JSON ([`Report::json`](super::Report::json), [`Failure::json`](super::Failure::json)), and makes the folder. A check that
    /// can't write its report fails. For any check: `IRQSHARE_JSON=folder` in the environment.
    #[must_use]
    pub fn json(mut self, file: impl Into<PathBuf>) -> Self {
        self.json = Some(file.into());
        self
    }
}
