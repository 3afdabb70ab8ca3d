//! Spins: the running context looks at the same again and again, and nothing changes.
//!
//! Contract: a context that is back where it was, with the machine and all that it wrote meanwhile as they were, has searched in the round before all that could come now. So a schedule in which
//! it goes on like that for ever, though something could come, needn't be run; and if nothing can come, it fails. What the engine can't see are the context's own locals: a loop may count. So
//! it is tried for so many rounds ([`TRIED`], or [`TRIED_AGAIN`]) whether something else happens by itself: then it is a loop like any other.
//!
//! How it is noticed: each read is remembered by its place in the source, in a small table. One that comes again is the mark of a round, and from there on what happens is watched: from
//! what it goes to what, and the bytes that are written. Rounds count when they have nothing new.

use super::rounds::{Flags, Place, REMEMBERED, Read, Site, State, Step};
use super::{Machine, Source};
use crate::model::engine::bytes::Bytes;
use crate::model::engine::wait::Stage;

/// So many rounds in which nothing else happens, and a wait counts as one without an end.
const TRIED: u32 = 10_000;

/// The same where it had none before, after other arrivals.
const TRIED_AGAIN: u32 = 1_000;

/// A mark that doesn't come again for as many rounds as these, and a few reads more, isn't one any more.
const GONE: u32 = 4;

/// A read must come again so often before rounds are watched.
const PATIENCE: u16 = 1;

/// Where they were in vain, since something changes each time, so many times as often; but no more than this.
const MORE_PATIENCE: u16 = 4;
const MOST_PATIENCE: u16 = 128;

impl Machine<'_> {
    /// Before an access of the running context.
    #[inline]
    pub(super) fn looks(&self, bytes: Bytes, written: bool, place: Place) {
        if written && self.spin.state.get() == State::Free {
            self.spin.writes.set(self.spin.writes.get().wrapping_add(1));
        } else {
            self.looks_at(bytes, written, place);
        }
    }

    /// The same while nothing is watched.
    #[inline(always)]
    pub(super) fn looks_freely(&self, bytes: Bytes, written: bool, place: Place) {
        let spin = &self.spin;
        if written {
            return spin.writes.set(spin.writes.get().wrapping_add(1));
        }
        spin.now.set(spin.now.get().wrapping_add(1));
        let index = Self::remembered(bytes, place);
        let read = &spin.reads[index];
        if self.is_again(read.get(), bytes, place) {
            self.looks_again(index);
        } else {
            self.remember(index, bytes, place);
        }
    }

    /// Where a read is remembered. Locations are of 24 bytes.
    #[inline]
    fn remembered(bytes: Bytes, place: Place) -> usize {
        (place.address() / 8 + bytes.start) % REMEMBERED
    }

    /// A read that came before, while nothing is watched.
    fn looks_again(&self, index: usize) {
        let spin = &self.spin;
        let (read, now) = (spin.reads[index].get(), spin.now.get());
        let again = read.again.saturating_add(1);
        spin.reads[index].set(Read { again, at: now, writes: spin.writes.get(), ..read });
        // What writes is mostly no wait.
        let patience = if read.writes == spin.writes.get() { read.patience } else { 6 * read.patience };
        if again >= patience {
            self.begin_watching(index, now.wrapping_sub(read.at));
        }
    }

    #[inline(never)]
    pub(super) fn looks_at(&self, bytes: Bytes, written: bool, place: Place) {
        let spin = &self.spin;
        let site = (place.address(), bytes.start);
        if written {
            spin.writes.set(spin.writes.get().wrapping_add(1));
            if spin.state.get() != State::Free {
                self.goes_to(site);
                self.may_change(bytes);
            }
            return;
        }
        if spin.well_known.get() == site {
            return;
        }
        if spin.state.get() == State::Free {
            return self.looks_freely(bytes, written, place);
        }
        spin.now.set(spin.now.get().wrapping_add(1));
        let index = Self::remembered(bytes, place);
        self.watches(index, spin.reads[index].get(), bytes, place);
    }

    #[inline]
    fn remember(&self, index: usize, bytes: Bytes, place: Place) {
        let (epoch, at, writes) = (self.spin.epoch.get(), self.spin.now.get(), self.spin.writes.get());
        let read = Read {
            place: Some(place),
            address: bytes.start,
            epoch,
            at,
            writes,
            again: 0,
            patience: PATIENCE,
        };
        self.spin.reads[index].set(read);
    }

    #[inline]
    fn is_again(&self, read: Read, bytes: Bytes, place: Place) -> bool {
        read.address == bytes.start
            && read.epoch == self.spin.epoch.get()
            && read.place.is_some_and(|known| known == place)
    }

    /// A read that came again after so many others is the mark.
    fn begin_watching(&self, mark: usize, round: u32) {
        let spin = &self.spin;
        spin.goes_to_state(State::Comparing);
        spin.mark.set(mark);
        self.first_round();
        spin.since.set(0);
        spin.longest.set(round);
        spin.flags.set(self.flags());
        let mut written = spin.written.borrow_mut();
        written.0 = None;
        written.1.clear();
    }

    /// Nothing changed in a round.
    fn watch_rounds(&self, mark: Site) {
        let spin = &self.spin;
        spin.goes_to_state(State::Watching);
        spin.offered.set(0);
        spin.here.set(mark);
        spin.steps.borrow_mut().clear();
        self.first_round();
    }

    pub(super) fn first_round(&self) {
        self.spin.judged.set(false);
        self.spin.ends.set(false);
        self.spin.rounds.set(1);
        self.spin.due.set(self.rounds_of(Stage::New));
        self.spin.stage.set(Stage::New);
    }

    pub(super) fn rounds_of(&self, stage: Stage) -> u32 {
        self.program.fair_after.saturating_add(match stage {
            Stage::New => 0,
            Stage::Long => TRIED_AGAIN,
            Stage::Longest => TRIED,
        })
    }

    fn flags(&self) -> Flags {
        let sets = [&self.enabled, &self.pending, &self.held, &self.paused, &self.entered];
        Flags(sets.map(|set| set.bits()), [self.all.get(), self.event.get()], self.level.get())
    }

    /// A read while rounds are watched.
    #[inline(never)]
    fn watches(&self, index: usize, read: Read, bytes: Bytes, place: Place) {
        let spin = &self.spin;
        let since = spin.since.get() + 1;
        let before = spin.here.get();
        self.goes_to((place.address(), bytes.start));
        if spin.ends.get() {
            // All is known.
            spin.since.set(if index == spin.mark.get() { 0 } else { since });
            if before == spin.here.get() {
                spin.well_known.set(before);
            }
            return;
        }
        let again = self.is_again(read, bytes, place);
        if index != spin.mark.get() || !again {
            spin.since.set(since);
            if since > GONE.saturating_mul(spin.longest.get().saturating_add(1)) {
                self.stop_watching();
            }
            if index == spin.mark.get() {
                return;
            }
            if !again {
                return self.remember(index, bytes, place);
            }
            let now = spin.now.get();
            spin.reads[index].set(Read { again: read.again.saturating_add(1), at: now, ..read });
            if spin.state.get() == State::Free {
                self.begin_watching(index, now.wrapping_sub(read.at));
            }
            return;
        }
        spin.since.set(0);
        spin.longest.set(spin.longest.get().max(since));
        if self.changed() {
            return self.watched_in_vain();
        }
        if spin.state.get() == State::Comparing {
            return self.watch_rounds((place.address(), bytes.start));
        }
        spin.rounds.set(spin.rounds.get() + 1);
        if spin.rounds.get() >= spin.due.get() {
            match spin.state.get() {
                State::Trying(_) => self.goes_on_for_ever(),
                _ => spin.goes_to_state(State::Due),
            }
        }
    }

    /// Whether it isn't as it was when the mark came for the first time.
    fn changed(&self) -> bool {
        let spin = &self.spin;
        self.flags().differ(spin.flags.get()) || {
            let written = spin.written.borrow();
            let mut all = written.0.iter().chain(&written.1);
            all.any(|(bytes, held)| self.is_lent(*bytes) || held.changed())
        }
    }

    /// What somebody has as `&mut T` can't be looked at.
    fn is_lent(&self, bytes: Bytes) -> bool {
        self.open.borrow().iter().any(|open| open.unique && open.bytes.meets(bytes))
    }

    /// The running context is lent these bytes: it looks at them, and perhaps writes.
    pub(super) fn looks_and_writes(&self, bytes: Bytes, place: Place) {
        self.looks(bytes, false, place);
        self.may_be_written(bytes);
    }

    /// These bytes may be written next.
    #[cold]
    fn may_change(&self, bytes: Bytes) {
        if self.is_lent(bytes) {
            return self.ends_rounds();
        }
        let mut written = self.spin.written.borrow_mut();
        if written.0.iter().chain(&written.1).any(|(known, _)| *known == bytes) {
            return;
        }
        let Some(held) = self.holds(bytes, None) else {
            drop(written);
            return self.ends_rounds();
        };
        let before = (bytes, held);
        match &mut written.0 {
            first @ None => *first = Some(before),
            Some(_) => written.1.push(before),
        }
    }

    /// These bytes may be written next, if that is watched.
    #[inline]
    pub(super) fn may_be_written(&self, bytes: Bytes) {
        if self.spin.state.get() != State::Free {
            self.may_change(bytes);
        }
    }

    /// Something is done that isn't an access: a section begins, say.
    #[inline]
    pub(super) fn done_at(&self, place: Place) {
        if self.spin.state.get() != State::Free {
            self.goes_to((place.address(), 0));
        }
    }

    /// The running context goes from one thing to the next. If it never did so while rounds were watched, that is something else: what could come between the two wasn't searched.
    #[inline(never)]
    fn goes_to(&self, here: Site) {
        let spin = &self.spin;
        if spin.state.get() == State::Comparing {
            return;
        }
        let step = Step(spin.here.replace(here), here);
        spin.well_known.set((0, 0));
        let mut steps = spin.steps.borrow_mut();
        // Mostly a round is as the last one.
        let next = if spin.next.get() < steps.len() { spin.next.get() } else { 0 };
        if steps.get(next).is_some_and(|known| known.is(step)) {
            return spin.next.set(next + 1);
        }
        if let Some(known) = steps.iter().position(|known| known.is(step)) {
            return spin.next.set(known + 1);
        }
        steps.push(step);
        spin.next.set(steps.len());
        drop(steps);
        if let State::Trying(_) = spin.state.get() {
            return self.ends_rounds();
        }
        self.judged_over();
        spin.goes_to_state(State::Watching);
        self.first_round();
    }

    /// Something happens that isn't watched: what comes now is no round of what was before.
    #[inline]
    pub(in crate::model) fn ends_rounds(&self) {
        self.spin.epoch.set(self.spin.epoch.get().wrapping_add(1).max(1));
        if self.spin.state.get() != State::Free {
            self.stop_watching();
        }
    }

    #[cold]
    pub(super) fn stop_watching(&self) {
        if let State::Trying(_) = self.spin.state.get() {
            if std::thread::panicking() {
                return;
            }
            // It ends by itself. That is all that was to be seen.
            self.enough();
        }
        self.judged_over();
        self.spin.goes_to_state(State::Free);
        self.spin.well_known.set((0, 0));
    }

    /// It is no wait. The same mark is watched again much later.
    fn watched_in_vain(&self) {
        let mark = &self.spin.reads[self.spin.mark.get()];
        let read = mark.get();
        let patience = (read.patience * MORE_PATIENCE).min(MOST_PATIENCE);
        mark.set(Read { again: 0, at: self.spin.now.get(), patience, ..read });
        self.stop_watching();
    }

    pub(super) fn judged_over(&self) {
        if self.spin.judged.get() {
            if let Source::Path(path) = &mut *self.source.borrow_mut() {
                path.wait_over(self.wait());
            }
        }
    }

    /// Where it waits: an address.
    pub(super) fn wait(&self) -> usize {
        let place = self.spin.reads[self.spin.mark.get()].get().place;
        place.map_or(0, |place| place.address())
    }
}
