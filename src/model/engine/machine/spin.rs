//! Spins: the running context looks at the same again and again, and nothing changes.
//!
//! Contract: a context that is back where it was, with the machine and all that it wrote meanwhile as they were, has searched in the round before all that could come now. So a schedule in which
//! it goes on like that for ever, though something could come, needn't be run; and if nothing can come, it fails. What the engine can't see are the context's own locals: a loop may count. So
//! it is tried for so many rounds ([`TRIED`], or [`TRIED_AGAIN`]) whether something else happens by itself: then it is a loop like any other.
//!
//! How it is noticed: each read is remembered by its place in the source, in a small table. One that comes again is the mark of a round, and from there on what happens is watched: from
//! what it goes to what, and the bytes that are written. Rounds count when they have nothing new.

use super::lent::Held;
use super::{Machine, Source, stop};
use crate::model::engine::bytes::Bytes;
use crate::model::engine::failure_kind::FailureKind;
use crate::model::engine::path::{Judged, Stage, Wait};
use core::cell::{Cell, RefCell};
use core::panic::Location;
use std::format;
use std::vec::Vec;

type Place = &'static Location<'static>;

/// Where something is done, by its address, and to which one.
type Site = (usize, usize);

/// So many rounds in which nothing else happens, and a wait counts as one without an end.
const TRIED: u32 = 10_000;

/// The same where it had none before, after other arrivals.
const TRIED_AGAIN: u32 = 1_000;

/// So many rounds in which nothing can come, and a device that runs on acts for the wait.
const ALONE: u32 = 100;

/// So often devices that run on act in a row for one wait, and then nothing will come of it.
pub(super) const MOST_ACTS: u32 = 1_000;

/// A mark that doesn't come again for as many rounds as these, and a few reads more, isn't one any more.
const GONE: u32 = 4;

/// A read must come again so often before rounds are watched.
const PATIENCE: u16 = 1;

/// Where they were in vain, since something changes each time, so many times as often; but no more than this.
const MORE_PATIENCE: u16 = 4;
const MOST_PATIENCE: u16 = 128;

/// How many reads are remembered.
const REMEMBERED: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum State {
    /// Nothing is watched.
    #[default]
    Free,
    /// A read came again. Does anything change until it comes once more?
    Comparing,
    /// Nothing did, so rounds are watched.
    Watching,
    /// There were enough of them: it is judged at the next point.
    Due,
    /// It is tried how it goes on if nothing comes; by which decision.
    Trying(usize),
    /// It goes on, and nothing can come.
    Alone,
}

/// A read that is remembered.
#[derive(Debug, Clone, Copy, Default)]
struct Read {
    place: Option<Place>,
    address: usize,
    epoch: u32,
    /// When it came last, in reads.
    at: u32,
    /// How many writes there were then.
    writes: u32,
    /// How often it came again, and how often that must be before rounds are watched.
    again: u16,
    patience: u16,
}

/// What may have been written, as it was before.
type Written = (Bytes, Held);

/// What is switched, masked and pending.
#[derive(Debug, Clone, Copy, Default)]
struct Flags([u64; 5], bool, u16);

impl Flags {
    /// Field by field, for a comparison of all is a call.
    #[inline]
    fn differ(self, other: Self) -> bool {
        let sets = (0..5).fold(0, |differ, set| differ | self.0[set] ^ other.0[set]);
        sets != 0 || self.1 != other.1 || self.2 != other.2
    }
}

/// From what the running context went to what.
#[derive(Debug, Clone, Copy)]
struct Step(Site, Site);

impl Step {
    /// As for [`Flags::differ`].
    #[inline]
    fn is(self, other: Self) -> bool {
        (self.0.0 ^ other.0.0) | (self.0.1 ^ other.0.1) | (self.1.0 ^ other.1.0) | (self.1.1 ^ other.1.1) == 0
    }
}

pub(super) struct Spin {
    reads: [Cell<Read>; REMEMBERED],
    /// Changes when something changes that isn't watched: reads of before don't count. Never 0, in which nothing is remembered.
    epoch: Cell<u32>,
    /// Reads so far.
    now: Cell<u32>,
    /// Writes so far.
    writes: Cell<u32>,
    /// What comes again and again in a wait that ends.
    well_known: Cell<Site>,
    state: Cell<State>,
    /// Which read is the mark of a round.
    mark: Cell<usize>,
    /// The rounds, and at how many it is judged.
    rounds: Cell<u32>,
    due: Cell<u32>,
    /// Reads since the mark, and the most from one to the next.
    since: Cell<u32>,
    longest: Cell<u32>,
    /// It was judged; and how long it goes on.
    judged: Cell<bool>,
    /// It ends, or nothing can be done about it, if nothing new is done.
    ends: Cell<bool>,
    stage: Cell<Stage>,
    /// Those that could have come: a bit each.
    offered: Cell<u64>,
    flags: Cell<Flags>,
    /// What was done last, from what to what it went, each once, and which of these steps comes next if a round is as the last one.
    here: Cell<Site>,
    steps: RefCell<Vec<Step>>,
    next: Cell<usize>,
    /// What was written, as it was before.
    written: RefCell<(Option<Written>, Vec<Written>)>,
    /// The wait for which a device acted last that runs on, and how often in a row.
    acted: Cell<(usize, u32)>,
}

impl Default for Spin {
    fn default() -> Self {
        Self {
            reads: Default::default(),
            epoch: Cell::new(1),
            now: Cell::new(0),
            writes: Cell::new(0),
            well_known: Cell::default(),
            state: Cell::default(),
            mark: Cell::new(0),
            rounds: Cell::new(0),
            due: Cell::new(0),
            since: Cell::new(0),
            longest: Cell::new(0),
            judged: Cell::new(false),
            ends: Cell::new(false),
            stage: Cell::default(),
            offered: Cell::new(0),
            flags: Cell::default(),
            here: Cell::default(),
            steps: RefCell::default(),
            next: Cell::new(0),
            written: RefCell::default(),
            acted: Cell::default(),
        }
    }
}

impl Machine<'_> {
    /// Before an access of the running context.
    #[inline]
    pub(super) fn looks(&self, bytes: Bytes, written: bool, place: Place) {
        let spin = &self.spin;
        let site = (core::ptr::from_ref(place).addr(), bytes.start);
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
        let now = spin.now.get().wrapping_add(1);
        spin.now.set(now);
        // Locations are of 24 bytes.
        let index = (core::ptr::from_ref(place).addr() / 8 + bytes.start) % REMEMBERED;
        let read = spin.reads[index].get();
        if spin.state.get() != State::Free {
            return self.watches(index, read, bytes, place);
        }
        if !self.is_again(read, bytes, place) {
            return self.remember(index, bytes, place);
        }
        let again = read.again.saturating_add(1);
        spin.reads[index].set(Read { again, at: now, writes: spin.writes.get(), ..read });
        // What writes is mostly no wait.
        let patience = if read.writes == spin.writes.get() { read.patience } else { 6 * read.patience };
        if again >= patience {
            self.begin_watching(index, now.wrapping_sub(read.at));
        }
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
            && read.place.is_some_and(|known| core::ptr::eq(known, place))
    }

    /// A read that came again after so many others is the mark.
    fn begin_watching(&self, mark: usize, round: u32) {
        let spin = &self.spin;
        spin.state.set(State::Comparing);
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
        spin.state.set(State::Watching);
        spin.offered.set(0);
        spin.here.set(mark);
        spin.steps.borrow_mut().clear();
        self.first_round();
    }

    fn first_round(&self) {
        self.spin.judged.set(false);
        self.spin.ends.set(false);
        self.spin.rounds.set(1);
        self.spin.due.set(self.rounds_of(Stage::New));
        self.spin.stage.set(Stage::New);
    }

    fn rounds_of(&self, stage: Stage) -> u32 {
        self.program.fair_after.saturating_add(match stage {
            Stage::New => 0,
            Stage::Long => TRIED_AGAIN,
            Stage::Longest => TRIED,
        })
    }

    fn flags(&self) -> Flags {
        let sets = [&self.enabled, &self.pending, &self.held, &self.paused, &self.entered];
        Flags(sets.map(|set| set.bits()), self.all.get(), self.level.get())
    }

    /// A read while rounds are watched.
    #[inline(never)]
    fn watches(&self, index: usize, read: Read, bytes: Bytes, place: Place) {
        let spin = &self.spin;
        let since = spin.since.get() + 1;
        let before = spin.here.get();
        self.goes_to((core::ptr::from_ref(place).addr(), bytes.start));
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
            return self.watch_rounds((core::ptr::from_ref(place).addr(), bytes.start));
        }
        spin.rounds.set(spin.rounds.get() + 1);
        if spin.rounds.get() >= spin.due.get() {
            match spin.state.get() {
                State::Trying(_) => self.goes_on_for_ever(),
                _ => spin.state.set(State::Due),
            }
        }
    }

    /// Whether it isn't as it was when the mark came for the first time.
    fn changed(&self) -> bool {
        let spin = &self.spin;
        self.flags().differ(spin.flags.get()) || {
            let written = spin.written.borrow();
            let mut all = written.0.iter().chain(&written.1);
            all.any(|(bytes, held)| self.is_lent(*bytes) || held.changed(bytes.start))
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
            return self.gets_on();
        }
        let mut written = self.spin.written.borrow_mut();
        if written.0.iter().chain(&written.1).any(|(known, _)| *known == bytes) {
            return;
        }
        let before = (bytes, Held::of(bytes.start, bytes.end - bytes.start, None));
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
            self.goes_to((core::ptr::from_ref(place).addr(), 0));
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
            return self.gets_on();
        }
        self.judged_over();
        spin.state.set(State::Watching);
        self.first_round();
    }

    /// Something happens that isn't watched: what comes now is no round of what was before.
    #[inline]
    pub(in crate::model) fn gets_on(&self) {
        self.spin.epoch.set(self.spin.epoch.get().wrapping_add(1).max(1));
        if self.spin.state.get() != State::Free {
            self.stop_watching();
        }
    }

    #[cold]
    fn stop_watching(&self) {
        if let State::Trying(_) = self.spin.state.get() {
            if std::thread::panicking() {
                return;
            }
            // It ends by itself. That is all that was to be seen.
            self.enough();
        }
        self.judged_over();
        self.spin.state.set(State::Free);
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

    fn judged_over(&self) {
        if self.spin.judged.get() {
            if let Source::Path(path) = &mut *self.source.borrow_mut() {
                path.wait_over(self.wait());
            }
        }
    }

    /// Where it waits: an address.
    fn wait(&self) -> usize {
        let place = self.spin.reads[self.spin.mark.get()].get().place;
        place.map_or(0, |place| core::ptr::from_ref(place).addr())
    }

    /// Those that could come now, while rounds are watched.
    #[inline]
    pub(super) fn could_come(&self, arrivals: u64) {
        self.spin.offered.set(self.spin.offered.get() | arrivals);
    }

    /// Whether all that the context does was done in the rounds before, and nothing comes.
    #[inline]
    pub(super) fn is_known(&self) -> bool {
        matches!(self.spin.state.get(), State::Trying(_) | State::Alone)
    }

    /// At a point: whether nothing comes here, for that is tried. A wait that is due is judged first.
    #[inline]
    pub(super) fn tries(&self) -> bool {
        match self.spin.state.get() {
            State::Free | State::Comparing | State::Watching => false,
            State::Trying(_) | State::Alone => true,
            State::Due => self.judge(),
        }
    }

    #[cold]
    fn judge(&self) -> bool {
        let spin = &self.spin;
        spin.state.set(State::Watching);
        if spin.offered.get() == 0 {
            return self.waits_for_devices();
        }
        let (stage, spent) = (spin.stage.get(), self.spent());
        if stage > Stage::New && spent {
            self.enough();
        }
        spin.stage.set(if stage == Stage::New { Stage::Long } else { Stage::Longest });
        spin.due.set(if stage == Stage::Longest { u32::MAX } else { self.rounds_of(spin.stage.get()) });
        let judged = match &mut *self.source.borrow_mut() {
            Source::Path(path) => path.judge(Wait { place: self.wait(), stage, spent }),
            Source::Live(_) => Ok(Judged::Ends),
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
                spin.state.set(State::Trying(decision));
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
            spin.state.set(State::Alone);
            return true;
        }
        let device = devices[self.choose(devices.len())];
        self.count_act(device);
        self.acts_for_a_wait(device);
        false
    }

    /// It was tried for long enough, or for as long as a schedule may be: nothing else happens.
    fn goes_on_for_ever(&self) -> ! {
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
