//! A search on several cores: it is split into parts, and processes take one after the other.
//!
//! The statics that a check uses are one process's, so threads can't share the work, but forks can. A reduced search wants to know what those do who arrived at a decision before it
//! goes on without them. For a split, only their handlers are run, in every way, and not what comes after them: that tells it.

use super::failure_kind::FailureKind;
use super::findings::Found;
use super::footprint::Footprint;
use super::fork::{Message, Worker, Workers};
use super::machine::Watch;
use super::path::{Branch, Path};
use super::schedule::Schedule;
use super::search::{Cut, End, Failing, Search, SearchOptions, Told};
use super::watchdog::{SILENCE, Watchdog};
use std::boxed::Box;
use std::collections::VecDeque;
use std::format;
use std::rc::Rc;
use std::vec::Vec;

/// So many parts for each process, for they aren't of one size.
const PARTS: usize = 24;

/// More isn't tried, where parts hardly branch.
const MOST_SPLITS: usize = 2_000;

impl Search<'_> {
    /// All of it.
    pub(super) fn run_parallel(&mut self) -> End {
        let workers = self.options.workers;
        let watchdog = Watchdog::start(self.options.time);
        self.estimate = None; // parts are counted
        let parts = match self.split(Path::search(self.reduced), workers * PARTS) {
            Ok(parts) => parts,
            Err(failing) => return End::Failing(*failing),
        };
        // A fork has no other threads. The processes are watched from here.
        drop(watchdog);
        let late = self.options.time.map(|time| time + SILENCE);
        match Workers::start(workers, parts.len(), late, |worker| self.work(&parts, worker)) {
            Some(workers) => self.collect(workers, parts.len()),
            None => self.run_here(parts),
        }
    }

    /// Where no processes can be had.
    fn run_here(&mut self, parts: Vec<Path>) -> End {
        for part in parts {
            match self.run_from(part) {
                End::Complete => {}
                end => return end,
            }
        }
        End::Complete
    }

    /// Splits a search into so many parts, or as many as there are.
    fn split(&mut self, whole: Path, wanted: usize) -> Result<Vec<Path>, Box<Failing>> {
        let (mut open, mut single) = (VecDeque::from([whole]), Vec::new());
        for _ in 0..MOST_SPLITS {
            if open.len() + single.len() >= wanted {
                break;
            }
            let Some(part) = open.pop_front() else { break };
            let mut part = self.tried(part, self.watch())?;
            let first = part.first_way();
            let mut over = false;
            while part.only_tried() && !over {
                over = !part.advance();
                if !over {
                    part = self.tried(part, self.watch())?;
                }
            }
            if over || part.first_way() != first {
                // What it begins with was no schedule: it is searched whole.
                single.push(part);
                continue;
            }
            match part.branch() {
                Branch::None => single.push(part),
                Branch::Ways(of) => open.extend((0..of).map(|way| part.part(way))),
                Branch::Arrivals(lines) => {
                    let mut done = Vec::new();
                    for line in lines {
                        open.push_back(part.part_of(Some(line), &done));
                        if self.reduced {
                            let does = self.watched(part.part_of(Some(line), &done))?;
                            done.push((line, Rc::new(does)));
                        }
                    }
                    open.push_back(part.part_of(None, &done));
                }
            }
        }
        Ok(single.into_iter().chain(open).collect())
    }

    /// What the one does who arrives by the last decision, in every way.
    fn watched(&mut self, mut part: Path) -> Result<Footprint, Box<Failing>> {
        let until = Some(part.made());
        loop {
            part = self.tried(part, Watch { until, deepest: usize::MAX, ..self.watch() })?;
            if !part.advance() {
                return Ok(part.take_footprint());
            }
        }
    }

    /// A schedule that isn't counted, for its part is searched later.
    fn tried(&mut self, path: Path, watch: Watch) -> Result<Path, Box<Failing>> {
        let once = Schedule::run(self.program, path, self.body, watch);
        self.steps += once.remains.steps;
        self.totals.add_nest(&once.remains.nest);
        self.totals.outlived_storm |= once.remains.outlived_storm;
        if watch.until.is_none() {
            self.find(&once);
        }
        let length = once.length();
        match once.result {
            Ok(()) => Ok(once.path),
            Err((kind, message)) => Err(Box::new(Failing { path: once.path, kind, message, length })),
        }
    }

    /// What one process does: part after part.
    fn work(&self, parts: &[Path], worker: &mut Worker) {
        let options = SearchOptions { most: self.left(), reduced: self.reduced, ..self.options.clone() };
        let mut mine = Search::new(self.program, &options, self.body, &|_, _, _| ());
        (mine.arrivals, mine.begun) = (self.arrivals, (self.begun.0, 0));
        mine.estimate = None;
        // Nobody is woken for a nesting that was seen.
        mine.totals.add_nest(&self.totals.nest);
        let mut last = None;
        while let Some(next) = worker.next_part() {
            // What is found is told at once: another's failure may end this process at any moment.
            let end = mine.run_from_telling(parts[next].clone_part(), |told| match told {
                Told::Schedules(schedules) => worker.tell(schedules),
                Told::New(path) => worker.send(&Message::Finding(path.ways())),
            });
            last = match end {
                End::Complete | End::Sample => continue,
                End::Cut(_) => Some(Message::Cut),
                End::Failing(failing) => Some(Message::Failing(failing.path.ways())),
            };
            break;
        }
        // The shortest that show it are known now.
        for path in mine.findings.all.iter().chain(&mine.findings.hints).flat_map(Found::shown_by) {
            worker.send(&Message::Finding(path.ways()));
        }
        worker.send(&Message::Counted(mine.totals.words(), mine.steps));
        // Behind all else, for one that fails ends them all.
        if let Some(last) = last {
            worker.send(&last);
        }
    }

    /// Adds up what the processes tell.
    fn collect(&mut self, mut workers: Workers, parts: usize) -> End {
        let mut cut = false;
        let mut failing: Option<Vec<u32>> = None;
        while let Some(message) = workers.next(|schedules, over| self.tell_parts(schedules, over, parts)) {
            match message {
                Message::Failing(ways) => {
                    // The others are stopped. What they have told until then is heard.
                    failing.get_or_insert(ways);
                    workers.stop();
                }
                Message::Finding(ways) => {
                    let once = self.run_ways(&ways);
                    self.find(&once);
                }
                Message::Counted(words, steps) => {
                    self.totals.add_words(&words);
                    self.steps += steps;
                }
                Message::Cut => cut = true,
                Message::Late => {
                    drop(workers);
                    let why = "the time is over, and a process doesn't come to the end of its schedule: a loop without accesses to cells and registers? Without `.parallel()` the last access is told";
                    return End::Cut(Cut { why: why.into(), schedules: self.totals.schedules, up_to: None });
                }
            }
        }
        if let Some(ways) = failing {
            self.totals.schedules += workers.uncounted();
            // It is run here, to see what it shows.
            let once = self.run_ways(&ways);
            self.find(&once);
            let length = once.length();
            let (kind, message) = once.result.err().unwrap_or_else(|| {
                let why = "a schedule that failed in one process doesn't fail in another";
                (FailureKind::NotDeterministic, why.into())
            });
            return End::Failing(Failing { path: once.path, kind, message, length });
        }
        let schedules = self.totals.schedules;
        if cut || self.options.most.is_some_and(|most| schedules - self.begun.1 > most) {
            let why = format!(
                "a limit was met after {schedules} schedules. Raise it, attach fewer firings, or ask for a sample"
            );
            return End::Cut(Cut { why, schedules, up_to: None });
        }
        End::Complete
    }

    /// A schedule of another process.
    fn run_ways(&self, ways: &[u32]) -> Schedule {
        Schedule::run(self.program, Path::replay_ways(ways), self.body, Watch::default())
    }
}
