//! One complete search by one tool, timed: what a process does that the benchmark starts, and the line that it prints. The same for all tools.

use crate::program::{Program, SCENARIOS, Scenario};
use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Searches are repeated until they took this long together, and at least so often, if the limit allows; the fastest counts.
const ENOUGH: Duration = Duration::from_millis(200);
const LEAST: u64 = 3;

/// What a search that takes less is timed with: others of its kind, together.
const MEASURABLE: Duration = Duration::from_millis(1);

/// What is to be searched, and for how long.
pub struct Task {
    pub program: Program,
    pub limit: Duration,
}

impl Task {
    /// From the arguments of the process: scenario, size, handlers, limit in seconds.
    pub fn parse(arguments: &[String]) -> Result<Self, String> {
        let [scenario, size, handlers, limit] = arguments else {
            return Err("give a scenario, a size, handlers and a limit in seconds".into());
        };
        let program =
            Program { scenario: self::scenario(scenario)?, size: number(size)?, handlers: number(handlers)? };
        let limit = Duration::try_from_secs_f64(number(limit)?).map_err(|error| error.to_string())?;
        Ok(Self { program, limit })
    }
}

/// A scenario among arguments.
pub fn scenario(name: &str) -> Result<Scenario, String> {
    let known = SCENARIOS.into_iter().find(|known| known.to_string() == name);
    known.ok_or_else(|| format!("no scenario is called `{name}`"))
}

/// A number among arguments.
pub fn number<T: FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("`{text}` isn't such a number"))
}

/// What a search came to: the line that the process prints.
#[derive(Debug, Clone, Copy)]
pub struct Found {
    /// In one search.
    pub schedules: u64,
    /// One search takes so long.
    pub seconds: f64,
    pub complete: bool,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let complete = if self.complete { "yes" } else { "no" };
        write!(f, "{}\t{:.9}\t{complete}", self.schedules, self.seconds)
    }
}

impl FromStr for Found {
    type Err = String;
    fn from_str(line: &str) -> Result<Self, String> {
        let columns: Vec<&str> = line.trim_end().split('\t').collect();
        let [schedules, seconds, complete] = columns[..] else {
            return Err(format!("`{line}` isn't what a search prints"));
        };
        let complete = match complete {
            "yes" => true,
            "no" => false,
            _ => return Err(format!("`{complete}` is neither yes nor no")),
        };
        Ok(Self { schedules: number(schedules)?, seconds: number(seconds)?, complete })
    }
}

/// What the schedules tell while they are searched. One thread writes, so nothing costs more than a load and a store.
pub struct Record {
    schedules: AtomicU64,
    /// A bit each.
    outcomes: Vec<AtomicU64>,
}

impl Record {
    fn new(program: Program) -> Self {
        let outcomes = (0..program.outcomes().div_ceil(64)).map(|_| AtomicU64::new(0)).collect();
        Self { schedules: AtomicU64::new(0), outcomes }
    }

    /// A schedule has ended.
    pub fn schedule(&self) {
        self.schedules.store(self.schedules.load(Relaxed) + 1, Relaxed);
    }

    /// It ended with this, when all contexts had run.
    pub fn outcome(&self, outcome: usize) {
        let bits = &self.outcomes[outcome / 64];
        bits.store(bits.load(Relaxed) | 1 << (outcome % 64), Relaxed);
    }

    /// An outcome that is wrong, and why: one that can't be, or one that is missing although the search was complete.
    fn wrong(&self, program: Program, nests: bool, complete: bool) -> Option<(usize, &'static str)> {
        (0..program.outcomes()).find_map(|outcome| {
            let seen = self.outcomes[outcome / 64].load(Relaxed) >> (outcome % 64) & 1 == 1;
            match (seen, program.may_be(outcome, nests)) {
                (true, false) => Some((outcome, "was found, but can't be")),
                (false, true) if complete => {
                    Some((outcome, "was missed by a search that says it's complete"))
                }
                _ => None,
            }
        })
    }
}

/// Lets a tool search, as often as it takes to time it, and prints what came of it. `search` returns when its search is complete, and not before. Whether handlers
/// nest decides which outcomes there must be.
///
/// The tools have limits of their own, which end a search as if it was complete. None of them is used: when the time is over, a thread beside says so and ends the
/// process.
pub fn measure(task: &Task, nests: bool, search: impl Fn(&Arc<Record>)) -> ! {
    let program = task.program;
    let record = Arc::new(Record::new(program));
    let is_over = Arc::new(Mutex::new(false));
    std::thread::spawn({
        let (record, is_over, limit) = (Arc::clone(&record), Arc::clone(&is_over), task.limit);
        move || {
            std::thread::sleep(limit);
            let is_over = is_over.lock().unwrap_or_else(PoisonError::into_inner);
            if !*is_over {
                let schedules = record.schedules.load(Relaxed);
                finish(
                    program,
                    nests,
                    &record,
                    Found { schedules, seconds: limit.as_secs_f64(), complete: false },
                );
            }
        }
    });

    let begin = Instant::now();
    search(&record);
    let first = begin.elapsed();
    *is_over.lock().unwrap_or_else(PoisonError::into_inner) = true;

    let schedules = record.schedules.load(Relaxed);
    let together = u32::try_from(MEASURABLE.as_nanos() / first.as_nanos().max(1) + 1).unwrap_or(u32::MAX);
    let (mut fastest, mut last, mut searches) = (first, first, 1);
    while (begin.elapsed() < ENOUGH || searches < LEAST) && begin.elapsed() + last < task.limit {
        let again = Instant::now();
        (0..together).for_each(|_| search(&record));
        last = again.elapsed();
        fastest = fastest.min(last / together);
        searches += u64::from(together);
    }
    assert_eq!(record.schedules.load(Relaxed), schedules * searches, "each search runs the same schedules");
    finish(program, nests, &record, Found { schedules, seconds: fastest.as_secs_f64(), complete: true });
}

fn finish(program: Program, nests: bool, record: &Record, found: Found) -> ! {
    if let Some((outcome, why)) = record.wrong(program, nests, found.complete) {
        eprintln!("{program:?}: the outcome {outcome} {why}");
        std::process::exit(1);
    }
    println!("{found}");
    std::process::exit(0);
}
