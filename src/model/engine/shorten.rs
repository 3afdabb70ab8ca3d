//! The shortest schedule that fails: the fewest arrivals, and then the fewest accesses.
//!
//! The first one that a search meets is whatever depth first comes upon. So the search is done again with no arrival, with one, with two, until some schedule fails, and that
//! search is carried to its end.

use super::machine::Watch;
use super::path::Path;
use super::schedule::Schedule;
use super::search::{Failing, Search};

/// So many accesses are spent on it at the least, and twice as many as it took to find the first.
const LEAST: u64 = 3_000_000;

impl Search<'_> {
    /// The shortest, or the shortest that was found before it took too long: `false`.
    pub(in crate::model) fn shorten(&mut self, first: Failing, spent: u64) -> (Failing, bool) {
        let mut best = first;
        // Nobody is woken for a depth that is allowed.
        let deepest = self.program.max_nesting.map_or(usize::MAX, |most| most as usize);
        let mut left = LEAST.max(spent.saturating_mul(2));
        for arrivals in self.clean..=best.length.0 {
            let before = best.length;
            let mut path = Path::search(self.reduced);
            loop {
                let watch = Watch { arrivals: Some(arrivals), deepest, ..Watch::default() };
                let once = Schedule::run(self.program, path, self.body, watch);
                // What it finds on the way is told, too.
                self.find(&once);
                let length = once.length();
                path = once.path;
                if let Err((kind, message)) = once.result {
                    if length < best.length {
                        best = Failing { path: path.again(), kind, message, length };
                    }
                }
                if !path.advance() {
                    break;
                }
                let Some(rest) = left.checked_sub(length.1 + 1) else { return (best, false) };
                left = rest;
            }
            if best.length < before {
                break;
            }
        }
        (best, true)
    }
}
