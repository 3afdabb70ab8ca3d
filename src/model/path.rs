//! `Path`: the decisions of one schedule, and which schedule comes next; the token that carries them.

use super::footprint::Footprint;
use core::mem::take;
use std::boxed::Box;
use std::format;
use std::rc::Rc;
use std::string::{String, ToString};
use std::vec::Vec;

/// How many vectors a setup may attach: a way is written as one letter.
pub(super) const MOST_VECTORS: usize = 50;

/// One decision: which of `of` ways was taken.
#[derive(Debug)]
struct Step {
    taken: u8,
    of: u8,
    /// In a reduced search, if the ways are arrivals.
    arrivals: Option<Box<Arrivals>>,
}

/// Who may arrive, in a reduced search: those first, and nobody last, for by then it is known what each of them does.
#[derive(Debug)]
struct Arrivals {
    /// The ways but the first, which is nobody.
    lines: Vec<usize>,
    /// The ways that are still to be taken: a bit each.
    todo: u64,
    /// What those did whose ways were taken.
    done: Vec<(usize, Rc<Footprint>)>,
    /// What the one does whose way is taken now.
    current: Footprint,
}

/// How decisions are made.
#[derive(Debug)]
enum Mode {
    /// Depth first: what the path says, then the first way.
    Search,
    /// By a seeded generator.
    Sample(u64),
    /// What the path says, then the first way.
    Replay,
}

#[derive(Debug)]
pub(super) struct Path {
    steps: Vec<Step>,
    at: usize,
    mode: Mode,
    reduced: bool,
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

impl Arrivals {
    /// The next way to be taken.
    fn next(&mut self) -> u8 {
        if self.todo == 0 {
            return 0;
        }
        let way = self.todo.trailing_zeros();
        self.todo &= self.todo - 1;
        #[expect(clippy::cast_possible_truncation, reason = "at most MOST_VECTORS")]
        let way = way as u8 + 1;
        way
    }
}

impl Path {
    pub(super) fn search(reduced: bool) -> Self {
        Self { steps: Vec::new(), at: 0, mode: Mode::Search, reduced }
    }

    pub(super) fn sample(seed: u64) -> Self {
        Self {
            steps: Vec::new(),
            at: 0,
            mode: Mode::Sample(seed.wrapping_mul(2).wrapping_add(1)),
            reduced: false,
        }
    }

    /// The same decisions once more.
    pub(super) fn again(&self) -> Self {
        let steps = self.steps.iter().map(|s| Step { taken: s.taken, of: s.of, arrivals: None }).collect();
        Self { steps, at: 0, mode: Mode::Replay, reduced: false }
    }

    pub(super) fn is_reduced(&self) -> bool {
        self.reduced
    }

    /// Decides between `of` ways.
    pub(super) fn choose(&mut self, of: usize) -> Result<usize, Strayed> {
        debug_assert!(of > 1 && of <= MOST_VECTORS + 1);
        #[expect(clippy::cast_possible_truncation, reason = "at most MOST_VECTORS + 1")]
        let of = of as u8;
        let taken = if let Some(step) = self.steps.get_mut(self.at) {
            if step.of == 0 && step.taken < of {
                step.of = of; // read from a token, which doesn't carry it
            }
            if step.of != of {
                return Err(Strayed);
            }
            step.taken
        } else {
            let taken = match &mut self.mode {
                Mode::Search | Mode::Replay => 0,
                Mode::Sample(state) => next_random(state, of),
            };
            self.steps.push(Step { taken, of, arrivals: None });
            taken
        };
        self.at += 1;
        Ok(usize::from(taken))
    }

    /// Decides who of `lines` arrives: 0 is nobody. In a reduced search those that are asleep (a bit for each line) don't.
    pub(super) fn choose_arrival(&mut self, lines: &[usize], asleep: u64) -> Result<usize, Strayed> {
        if self.reduced && self.at == self.steps.len() {
            let mut todo = 0;
            for (way, &line) in lines.iter().enumerate() {
                todo |= u64::from(asleep >> line & 1 == 0) << way;
            }
            let mut arrivals =
                Arrivals { lines: lines.into(), todo, done: Vec::new(), current: Footprint::default() };
            #[expect(clippy::cast_possible_truncation, reason = "at most MOST_VECTORS + 1")]
            let of = lines.len() as u8 + 1;
            self.steps.push(Step { taken: arrivals.next(), of, arrivals: Some(Box::new(arrivals)) });
        }
        self.choose(lines.len() + 1)
    }

    /// The number of the last decision.
    pub(super) fn last(&self) -> usize {
        self.at - 1
    }

    /// What those do who could have arrived at a decision and whose arrival there was searched.
    pub(super) fn searched(&self, decision: usize) -> &[(usize, Rc<Footprint>)] {
        self.steps[decision].arrivals.as_ref().map_or(&[], |arrivals| &arrivals.done)
    }

    /// Notes what the one does who arrived at a decision.
    pub(super) fn note(&mut self, decision: usize, note: impl FnOnce(&mut Footprint)) {
        if let Some(arrivals) = &mut self.steps[decision].arrivals {
            note(&mut arrivals.current);
        }
    }

    /// Goes to the next schedule; `false` when there is none.
    pub(super) fn advance(&mut self) -> bool {
        self.at = 0;
        if let Mode::Sample(_) = self.mode {
            self.steps.clear();
            return true;
        }
        while let Some(last) = self.steps.last_mut() {
            if let Some(arrivals) = &mut last.arrivals {
                if last.taken != 0 {
                    let line = arrivals.lines[usize::from(last.taken) - 1];
                    arrivals.done.push((line, Rc::new(take(&mut arrivals.current))));
                    last.taken = arrivals.next();
                    return true;
                }
            } else if last.taken + 1 < last.of {
                last.taken += 1;
                return true;
            }
            self.steps.pop();
        }
        false
    }

    /// Whether every decision was used: a token that goes on after the run has ended is another program's.
    pub(super) fn used_up(&self) -> bool {
        self.at >= self.steps.len()
    }

    /// Zeros as their count, other ways as letters: `5a3b`. The checksum catches typing errors, `test` a token of another test.
    pub(super) fn token(&self, test: u32) -> String {
        let mut path = String::new();
        let mut zeros = 0;
        for step in &self.steps {
            if step.taken == 0 {
                zeros += 1;
                continue;
            }
            if zeros > 0 {
                path += &zeros.to_string();
                zeros = 0;
            }
            if step.taken <= 26 {
                path.push(char::from(b'a' + step.taken - 1));
            } else {
                path.push(char::from(b'A' + step.taken - 27));
            }
        }
        if path.is_empty() {
            path.push('0');
        }
        format!("{test:08x}-{path}-{:04x}", hash(path.as_bytes()) & 0xffff)
    }

    /// Reads a token; the error says what is wrong with it.
    pub(super) fn parse(token: &str, test: u32) -> Result<Self, String> {
        let broken = || format!("`{token}` isn't a replay token: copy it whole, as in `0badcafe-5a3b-1f00`");
        let mut parts = token.split('-');
        let (Some(of_test), Some(path), Some(sum), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(broken());
        };
        if of_test.len() != 8 || sum.len() != 4 {
            return Err(broken());
        }
        let of_test = u32::from_str_radix(of_test, 16).map_err(|_| broken())?;
        if u32::from_str_radix(sum, 16).ok() != Some(hash(path.as_bytes()) & 0xffff) {
            return Err(broken());
        }
        let mut steps = Vec::new();
        let mut zeros = 0_usize;
        for c in path.bytes() {
            let way = match c {
                b'0'..=b'9' => {
                    zeros = zeros * 10 + usize::from(c - b'0');
                    if zeros > 1_000_000 {
                        return Err(broken());
                    }
                    continue;
                }
                b'a'..=b'z' => c - b'a' + 1,
                b'A'..=b'Z' => c - b'A' + 27,
                _ => return Err(broken()),
            };
            steps.resize_with(steps.len() + take(&mut zeros), || Step { taken: 0, of: 0, arrivals: None });
            steps.push(Step { taken: way, of: 0, arrivals: None });
        }
        if of_test != test {
            return Err(format!(
                "`{token}` is a token of another test, or of this one with other bounds: this one's begin with {test:08x}"
            ));
        }
        Ok(Self { steps, at: 0, mode: Mode::Replay, reduced: false })
    }
}

/// xorshift64*, for samples.
fn next_random(state: &mut u64, of: u8) -> u8 {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    #[expect(clippy::cast_possible_truncation, reason = "the remainder is below 256")]
    let way = ((state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % u64::from(of)) as u8;
    way
}

/// FNV-1a.
pub(super) fn hash(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |h, b| (h ^ u32::from(*b)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A token that doesn't carry the path back would replay another schedule.
    #[test]
    fn token_carries_the_path() {
        let mut path = Path::search(false);
        for taken in [0, 0, 1, 0, 2, 1, 0] {
            path.steps.push(Step { taken, of: 3, arrivals: None });
        }
        let read = Path::parse(&path.token(7), 7).expect("its own token");
        let ways: Vec<u8> = read.steps.iter().map(|s| s.taken).collect();
        assert_eq!(ways, [0, 0, 1, 0, 2, 1]); // trailing zeros are what comes anyway
    }

    /// A broken or foreign token must not run some other schedule silently.
    #[test]
    fn wrong_tokens_are_refused() {
        let mut path = Path::search(false);
        path.steps.push(Step { taken: 1, of: 2, arrivals: None });
        let token = path.token(7);
        assert!(Path::parse(&token, 8).expect_err("foreign").contains("another test"));
        for broken in ["", "x", "1-2", "00000007-b-0000", &token[1..], &std::format!("{token}-1")] {
            assert!(Path::parse(broken, 7).is_err(), "{broken}");
        }
    }

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
