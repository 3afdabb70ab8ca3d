//! `Path`: the decisions of one schedule, and which schedule comes next.

mod arrivals;
mod at_once;
mod open;
mod parts;
mod spare;
mod waits;

use crate::model::engine::footprint::Footprint;
use crate::model::engine::sampler::Sampler;
use arrivals::{Arrivals, way_of, ways_of};
use std::boxed::Box;
use std::rc::Rc;
use std::vec::Vec;

pub(super) use open::{Of, Open};
pub(super) use parts::Branch;
use spare::Spare;

/// One decision: which of `of` ways was taken; `of` is 0 where it was read from a token, which doesn't carry it.
#[derive(Debug)]
pub(super) struct Decision {
    pub(super) taken: u32,
    of: u32,
    kind: Kind,
    /// Reduced search: who was asleep then.
    asleep: Asleep,
}

/// Lines, and what each does.
pub(super) type Asleep = Vec<(usize, Rc<Footprint>)>;

#[derive(Debug)]
enum Kind {
    /// Every way is tried.
    All,
    /// The same, of who may arrive: nobody first.
    Every,
    /// The way that was taken is the only one to be tried.
    Fixed,
    /// Who may arrive, in a reduced search, or where not all of them may.
    Arrivals(Box<Arrivals>),
    /// It is tried how a wait goes on. That is no schedule.
    Wait {
        /// It doesn't end by itself.
        endless: bool,
    },
}

/// Who may arrive: a bit for each line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Offer {
    pub(super) lines: u64,
    /// In a reduced search these don't arrive.
    pub(super) asleep: u64,
    /// These don't arrive at all, for there were as many arrivals as there may be.
    pub(super) barred: u64,
    /// This one pends, and comes now or a little later.
    pub(super) late: Option<usize>,
    /// No handler runs.
    pub(super) outermost: bool,
}

/// How decisions are made.
#[derive(Debug)]
enum Mode {
    /// Depth first: what the path says, then the first way.
    Search,
    /// By chance.
    Sample(Box<Sampler>),
    /// What the path says, then the first way.
    Replay,
}

#[derive(Debug)]
pub(in crate::model) struct Path {
    pub(super) decisions: Vec<Decision>,
    at: usize,
    /// The decisions up to here stay as they are: what is searched is what comes after them.
    base: usize,
    mode: Mode,
    reduced: bool,
    /// Waits that had no end when they were tried, by their places.
    had_no_end: Vec<usize>,
    /// Its decisions were all made in a run before this one, which knew who was asleep.
    known: bool,
    spare: Spare,
}

/// The run doesn't follow the path: it isn't deterministic, or the token is another program's.
#[derive(Debug)]
pub(super) struct Strayed;

impl core::fmt::Display for Strayed {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(
            "the run doesn't follow its path: with the same interrupts it did something else than before. Take what varies (time, randomness, \
             addresses) out of it",
        )
    }
}

impl Decision {
    pub(super) fn new(taken: u32, of: u32) -> Self {
        Self::of_kind(taken, of, Kind::All)
    }

    fn of_kind(taken: u32, of: u32, kind: Kind) -> Self {
        Self { taken, of, kind, asleep: Vec::new() }
    }

    /// The same decision, made.
    fn copy(&self) -> Self {
        let kind = match &self.kind {
            Kind::Arrivals(arrivals) => Kind::Arrivals(Box::new(Arrivals {
                offered: arrivals.offered,
                todo: 0,
                ways: 1,
                late: arrivals.late,
                done: arrivals.done.clone(),
                current: Footprint::default(),
            })),
            Kind::All | Kind::Every | Kind::Fixed | Kind::Wait { .. } => Kind::Fixed,
        };
        Self::of_kind(self.taken, self.of, kind)
    }
}

impl Path {
    fn new(decisions: Vec<Decision>, mode: Mode, reduced: bool) -> Self {
        Self {
            decisions,
            at: 0,
            base: 0,
            mode,
            reduced,
            known: false,
            had_no_end: Vec::new(),
            spare: Spare::none(),
        }
    }

    pub(super) fn search(reduced: bool) -> Self {
        Self { spare: Spare::of_last(), ..Self::new(Vec::new(), Mode::Search, reduced) }
    }

    pub(super) fn sample(mut sampler: Sampler) -> Self {
        sampler.begin();
        Self::new(Vec::new(), Mode::Sample(Box::new(sampler)), false)
    }

    /// What a token says, and then the first way.
    pub(super) fn replay(decisions: Vec<Decision>) -> Self {
        Self::new(decisions, Mode::Replay, false)
    }

    /// The same decisions once more.
    pub(in crate::model) fn again(&self) -> Self {
        Self::replay(self.decisions.iter().map(|s| Decision::new(s.taken, s.of)).collect())
    }

    pub(super) fn is_reduced(&self) -> bool {
        self.reduced
    }

    /// Decides between `of` ways.
    pub(super) fn choose(&mut self, of: usize) -> Result<usize, Strayed> {
        let ways = of;
        let of = u32::try_from(of).map_err(|_| Strayed)?;
        if self.at == self.decisions.len() {
            let taken = match &mut self.mode {
                Mode::Search | Mode::Replay => 0,
                Mode::Sample(sampler) => sampler.below(ways),
            };
            self.decisions.push(Decision::new(taken, of));
        }
        self.take(of)
    }

    /// A decision of `of` ways, of which only the first may be taken.
    pub(super) fn choose_first(&mut self, of: usize) -> Result<(), Strayed> {
        let of = u32::try_from(of).map_err(|_| Strayed)?;
        if self.at == self.decisions.len() {
            self.decisions.push(Decision::of_kind(0, of, Kind::Fixed));
        }
        self.take(of).map(drop)
    }

    /// Decides who of those offered arrives: 0 is nobody.
    pub(super) fn choose_arrival(&mut self, offer: Offer) -> Result<usize, Strayed> {
        let offered = offer.lines;
        let of = ways_of(offered);
        let barred = if self.reduced { offer.barred | offer.asleep } else { offer.barred };
        if self.at == self.decisions.len() {
            let decision = match &mut self.mode {
                Mode::Sample(sampler) => {
                    let late = offer.late.filter(|_| sampler.below(2) == 1);
                    let line = late.or_else(|| sampler.arrival(offered, offer.outermost));
                    Decision::new(line.map_or(0, |line| way_of(line, offered)), of)
                }
                Mode::Search if offered & !barred == 0 => Decision::of_kind(0, of, Kind::Fixed),
                Mode::Search if self.reduced || offer.barred != 0 => {
                    let todo = offered & !barred;
                    let mut arrivals = self.spare.arrivals();
                    (arrivals.offered, arrivals.todo) = (offered, todo);
                    (arrivals.ways, arrivals.late) = (todo.count_ones() as usize + 1, offer.late.is_some());
                    Decision::of_kind(arrivals.next(), of, Kind::Arrivals(arrivals))
                }
                Mode::Search | Mode::Replay => {
                    let kind = if offer.late.is_some() { Kind::All } else { Kind::Every };
                    Decision::of_kind(0, of, kind)
                }
            };
            self.decisions.push(decision);
        }
        self.take(of)
    }

    /// Main has ended.
    pub(super) fn end(&mut self) {
        if let Mode::Sample(sampler) = &mut self.mode {
            sampler.end();
        }
    }

    /// The way that the next step takes.
    #[inline]
    fn take(&mut self, of: u32) -> Result<usize, Strayed> {
        let decision = &mut self.decisions[self.at];
        if decision.of == 0 && decision.taken < of {
            decision.of = of;
        }
        if decision.of != of {
            return Err(Strayed);
        }
        self.at += 1;
        Ok(decision.taken as usize)
    }

    /// The number of the last decision.
    pub(super) fn last(&self) -> usize {
        self.at - 1
    }

    /// What those do who could have arrived at a decision and whose arrival there was searched.
    pub(super) fn searched(&self, decision: usize) -> &[(usize, Rc<Footprint>)] {
        match &self.decisions[decision].kind {
            Kind::Arrivals(arrivals) => &arrivals.done,
            _ => &[],
        }
    }

    /// Notes what the one does who arrived at a decision.
    pub(super) fn note(&mut self, decision: usize, note: impl FnOnce(&mut Footprint)) {
        if let Kind::Arrivals(arrivals) = &mut self.decisions[decision].kind {
            note(&mut arrivals.current);
        }
    }

    /// Whether the run repeats what another one did, up to the last decision: what that noted needn't be noted again.
    pub(super) fn repeats(&self) -> bool {
        self.reduced && self.known && self.at < self.decisions.len()
    }

    /// Who was asleep at the last decision.
    pub(super) fn asleep(&self) -> &[(usize, Rc<Footprint>)] {
        &self.decisions[self.last()].asleep
    }

    /// Whether other ways of the last decision will be searched, so that it must be known who is asleep.
    pub(super) fn branches(&self) -> bool {
        self.reduced && !matches!(self.decisions[self.last()].kind, Kind::Fixed)
    }

    /// Keeps that.
    pub(super) fn keep_asleep(&mut self, asleep: Asleep) {
        let last = self.last();
        self.decisions[last].asleep = asleep;
    }

    /// Goes to the next schedule; `false` when there is none.
    pub(super) fn advance(&mut self) -> bool {
        self.at = 0;
        self.known = true;
        if let Mode::Sample(sampler) = &mut self.mode {
            sampler.begin();
            self.decisions.clear();
            return true;
        }
        while self.decisions.len() > self.base {
            let Some(last) = self.decisions.last_mut() else { break };
            match &mut last.kind {
                Kind::Arrivals(arrivals) if last.taken != 0 => {
                    let line = arrivals.line(last.taken);
                    arrivals.done.push((line, self.spare.kept(&mut arrivals.current)));
                    last.taken = arrivals.next();
                    return true;
                }
                Kind::All | Kind::Every if last.taken + 1 < last.of => {
                    last.taken += 1;
                    return true;
                }
                // It ended by itself: once more, with all that may come meanwhile.
                Kind::Wait { endless: false } => {
                    last.kind = Kind::Fixed;
                    return true;
                }
                _ => {}
            }
            if let Some(Decision { kind: Kind::Arrivals(arrivals), .. }) = self.decisions.pop() {
                self.spare.keep(arrivals);
            }
        }
        false
    }

    /// Whether every decision was used: a token that goes on after the run has ended is another program's.
    pub(super) fn used_up(&self) -> bool {
        self.at >= self.decisions.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Depth first over two decisions of two and three ways visits all six, each once.
    #[test]
    fn search_visits_each_schedule_once() {
        let mut path = Path::search(false);
        let mut seen = Vec::new();
        loop {
            let a = path.choose(2).expect("deterministic");
            let b = path.choose(3).expect("deterministic");
            seen.push((a, b));
            if !path.advance() {
                break;
            }
        }
        assert_eq!(seen, [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]);
    }

    /// A run that offers other ways than last time isn't deterministic.
    #[test]
    fn straying_is_noticed() {
        let mut path = Path::search(false);
        path.choose(2).expect("first");
        assert!(path.advance());
        assert!(path.choose(3).is_err());
    }
}
