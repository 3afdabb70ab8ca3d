//! Waits: a context looks at the same again and again, and perhaps for ever. Does it end by itself?
//!
//! A search tries that: it runs on, and nothing comes. If the wait ends, that was a bounded one, and the run is done again, with all that may come meanwhile. If not, the run is thrown away: what
//! could have come meanwhile was searched already, in the rounds before, from the same state. A sample can't run anything again. It lets the wait go on until it counts as endless, remembers
//! the place, and then has something come.

use super::{Decision, Kind, Mode, Path, Strayed};
use crate::model::engine::wait::{Judged, Stage, Wait};

impl Path {
    /// Judges a wait.
    pub(in crate::model::engine) fn judge(&mut self, wait: Wait) -> Result<Judged, Strayed> {
        if self.at == self.decisions.len() {
            let decision = match &mut self.mode {
                Mode::Search if wait.stage > Stage::New => Decision::of_kind(1, 2, Kind::Fixed),
                Mode::Search => Decision::of_kind(0, 2, Kind::Wait { endless: false }),
                Mode::Replay => Decision::new(0, 2),
                Mode::Sample(sampler) => Decision::new(sampler.judge(wait).into(), 2),
            };
            self.decisions.push(decision);
        }
        let goes_on = self.take(2)? == 1;
        let decision = self.last();
        Ok(match &self.decisions[decision].kind {
            Kind::Wait { .. } if self.had_no_end.contains(&wait.place) => Judged::Try(decision, Stage::Long),
            Kind::Wait { .. } => Judged::Try(decision, Stage::Longest),
            _ if goes_on => Judged::GoesOn,
            _ => Judged::Ends,
        })
    }

    /// A wait that was tried doesn't end.
    pub(in crate::model::engine) fn is_endless(&mut self, decision: usize, place: usize) {
        if !self.had_no_end.contains(&place) {
            self.had_no_end.push(place);
        }
        self.decisions[decision].kind = Kind::Wait { endless: true };
    }

    /// A wait is over: something else happens.
    pub(in crate::model::engine) fn wait_over(&mut self, place: usize) {
        if let Mode::Sample(sampler) = &mut self.mode {
            sampler.wait_over(place);
        }
    }

    /// Whether the run only tried a wait, so that it is no schedule.
    pub(in crate::model::engine) fn only_tried(&self) -> bool {
        matches!(self.decisions.last(), Some(Decision { kind: Kind::Wait { .. }, .. }))
    }

    /// The way of the first decision that isn't made yet, if there is one.
    pub(in crate::model::engine) fn first_way(&self) -> Option<u32> {
        self.decisions.get(self.base).map(|decision| decision.taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One that ends is run again, and then isn't tried any more; one that doesn't is left out.
    #[test]
    fn a_wait_is_tried_once() {
        let wait = Wait { place: 1, stage: Stage::New };
        for (endless, runs) in [(false, 1), (true, 0)] {
            let mut path = Path::search(false);
            let (mut tried, mut went_on) = (0, 0);
            loop {
                match path.judge(wait).expect("deterministic") {
                    Judged::Try(decision, stage) => {
                        assert_eq!(stage, Stage::Longest);
                        tried += 1;
                        if endless {
                            path.is_endless(decision, 1);
                        }
                        assert!(path.only_tried());
                    }
                    Judged::Ends => went_on += 1,
                    Judged::GoesOn => unreachable!("only where it isn't tried"),
                }
                if !path.advance() {
                    break;
                }
            }
            assert_eq!((tried, went_on), (1, runs), "endless: {endless}");
        }
    }
}
