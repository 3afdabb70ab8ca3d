//! Waits that are judged: whether one ends by itself is tried, a device that runs on acts for it, or it fails.

use super::rounds::State;
use super::{Machine, Source, stop};
use crate::model::engine::failure_kind::FailureKind;
use crate::model::engine::wait::{Judged, Stage, Wait};
use std::format;

/// So many rounds in which nothing can come, and a device that runs on acts for the wait.
const ALONE: u32 = 100;

/// So often devices that run on act in a row for one wait, and then nothing will come of it.
pub(super) const MOST_ACTS: u32 = 1_000;

impl Machine<'_> {
    /// Those that could come now, while rounds are watched.
    #[inline]
    pub(super) fn could_come(&self, arrivals: u64) {
        if self.spin.watched.get() {
            self.spin.offered.set(self.spin.offered.get() | arrivals);
        }
    }

    /// Whether all that the context does was done in the rounds before, and nothing comes.
    #[inline]
    pub(super) fn is_known(&self) -> bool {
        self.spin.watched.get() && matches!(self.spin.state.get(), State::Trying(_) | State::Alone)
    }

    /// At a point: whether nothing comes here, for that is tried. A wait that is due is judged first.
    #[inline]
    pub(super) fn tries(&self) -> bool {
        self.spin.watched.get()
            && match self.spin.state.get() {
                State::Free | State::Comparing | State::Watching => false,
                State::Trying(_) | State::Alone => true,
                State::Due => self.judge(),
            }
    }

    #[cold]
    fn judge(&self) -> bool {
        let spin = &self.spin;
        if self.grace.get() > 0 {
            // What pends is taken soon, and is no part of the wait.
            return false;
        }
        spin.goes_to_state(State::Watching);
        if spin.offered.get() == 0 {
            return self.waits_for_devices();
        }
        let stage = spin.stage.get();
        if stage > Stage::New && self.spent() {
            self.enough();
        }
        spin.stage.set(if stage == Stage::New { Stage::Long } else { Stage::Longest });
        spin.due.set(if stage == Stage::Longest { u32::MAX } else { self.rounds_of(spin.stage.get()) });
        let judged = match &mut *self.source.borrow_mut() {
            Source::Path(path) => {
                let judged = path.judge(Wait { place: self.wait(), stage });
                self.decided(path);
                judged
            }
            Source::Live(_) | Source::Gone => Ok(Judged::Ends),
        };
        spin.judged.set(true);
        match judged.unwrap_or_else(|strayed| stop(FailureKind::NotDeterministic, format!("{strayed}"))) {
            Judged::Ends => {
                spin.ends.set(true);
                false
            }
            Judged::GoesOn => false,
            Judged::Try(decision, stage) => {
                spin.due.set(self.rounds_of(stage));
                spin.goes_to_state(State::Trying(decision));
                true
            }
        }
    }

    /// Nothing can come by itself. Devices that run on act, when the wait has gone on for long enough.
    fn waits_for_devices(&self) -> bool {
        let spin = &self.spin;
        let devices = self.run_on();
        if devices.is_empty() {
            // On to `longest`, if it doesn't end by itself.
            spin.ends.set(true);
            return false;
        }
        if spin.stage.get() == Stage::New {
            spin.stage.set(Stage::Long);
            spin.due.set(self.program.fair_after.saturating_add(ALONE));
            spin.goes_to_state(State::Alone);
            return true;
        }
        let device = devices[self.choose(devices.len())];
        self.count_act(device);
        self.acts_for_a_wait(device);
        false
    }

    /// It was tried for long enough, or for as long as a schedule may be: nothing else happens.
    pub(super) fn goes_on_for_ever(&self) -> ! {
        if let (State::Trying(decision), Source::Path(path)) =
            (self.spin.state.get(), &mut *self.source.borrow_mut())
        {
            if !self.is_over() {
                path.is_endless(decision, self.wait());
            }
        }
        self.enough()
    }

    /// The schedule is as long as it may be. If that is a wait which is tried, it is no failure.
    pub(super) fn ends_trying(&self) {
        if let State::Trying(_) = self.spin.state.get() {
            self.goes_on_for_ever();
        }
    }

    /// Whether it waits for what can't come any more.
    pub(super) fn waits_in_vain(&self) -> bool {
        !matches!(self.spin.state.get(), State::Free | State::Comparing)
            && self.spin.rounds.get() >= self.program.fair_after
            && self.spin.offered.get() == 0
    }

    /// Devices that run on act for one wait only so often.
    fn count_act(&self, line: usize) {
        let wait = self.wait();
        let acts = match self.spin.acted.get() {
            (known, acts) if known == wait => acts + 1,
            _ => 1,
        };
        self.spin.acted.set((wait, acts));
        if acts > MOST_ACTS {
            let (who, name) = (self.program.name(self.who()), self.program.lines[line].name);
            let place = self.spin.reads[self.spin.mark.get()].get().place;
            let at = place.map(|place| format!(", at {place}")).unwrap_or_default();
            stop(
                FailureKind::Endless,
                format!(
                    "`{who}` waits for ever{at}: devices that run on (`{name}`) acted {MOST_ACTS} times in a row for it, and nothing came of it. If it takes them more, begin \
                     nearer to the end (`.reset(..)`)"
                ),
            );
        }
    }
}
