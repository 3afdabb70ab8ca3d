//! The walk: from an operation's entry to its return site, along the strikes, without a gap.
//!
//! Each boundary where nothing is masked must be the next strike; masked ones are passed over. Where the instructions leave a choice, each
//! way is tried, shortest first. The walk ends by finding a way through all strikes up to the return site, or by having tried everything;
//! a search that was cut short is a failure.

use crate::isa::{Effect, Flow, Step};
use crate::listing::{Instruction, Listing};
use crate::mask::{Masks, Rules};
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

/// States after which a walk gives up.
const MOST_STATES: usize = 1_000_000;
/// What functions begin with that are called through a register, perhaps under a mask.
const THROUGH_A_REGISTER: &str = "via_";
/// Calls inside each other, after which a way isn't followed.
const DEEPEST_STACK: usize = 64;

/// One struck boundary; consecutive runs that struck the same one are one strike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strike {
    /// Where.
    pub pc: u32,
    /// The first delay that struck there.
    pub delay: u32,
}

/// What to walk.
#[derive(Debug, Clone, Copy)]
pub struct Course<'a> {
    /// The code.
    pub listing: &'a Listing,
    /// What the masks do beside what the instructions say.
    pub rules: Rules,
    /// The operation's first instruction.
    pub entry: u32,
    /// Where it returns to; `None` in a walk whose only purpose is to find a way to the return.
    pub return_site: Option<u32>,
    /// All strikes.
    pub strikes: &'a [Strike],
    /// The first of them that the walk may meet: at the entry.
    pub first: usize,
}

/// The boundaries of an operation and what it calls, and whether each was struck.
pub type Boundaries = BTreeMap<u32, bool>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct State {
    pc: u32,
    /// Index into `Walk::frames`.
    stack: usize,
    masks: Masks,
    /// The next strike.
    next: usize,
    /// Past the return site, where a release's delay still holds.
    returned: bool,
}

#[derive(Debug, Clone, Copy)]
struct Visit {
    state: State,
    from: usize,
    struck: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Frame {
    back_to: u32,
    below: usize,
    depth: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum DeadEnd {
    /// An unmasked boundary that wasn't struck next.
    NotStruck(u32),
    StuckAt(u32, String),
}

struct Walk<'a> {
    course: Course<'a>,
    visits: Vec<Visit>,
    seen: HashSet<State>,
    queue: VecDeque<usize>,
    frames: Vec<Frame>,
    known_frames: HashMap<Frame, usize>,
    /// How far the longest chain came, and why it ended there.
    longest: usize,
    dead_ends: Vec<DeadEnd>,
}

/// The bottom of the stack: returning from there is returning from the operation.
const BOTTOM: usize = 0;

impl Course<'_> {
    /// Walks it; the error shows the longest chain.
    pub fn walk(self) -> Result<Boundaries, String> {
        let mut walk = Walk {
            course: self,
            visits: Vec::new(),
            seen: HashSet::new(),
            queue: VecDeque::new(),
            frames: vec![Frame { back_to: 0, below: BOTTOM, depth: 0 }],
            known_frames: HashMap::new(),
            longest: self.first,
            dead_ends: Vec::new(),
        };
        let entry = State {
            pc: self.entry,
            stack: BOTTOM,
            masks: Masks::default(),
            next: self.first,
            returned: false,
        };
        let mut arrived = walk.arrive(entry, usize::MAX);
        while arrived.is_none() {
            let Some(index) = walk.queue.pop_front() else { return Err(walk.explain()) };
            if walk.visits.len() > MOST_STATES {
                return Err(format!("gave up after {MOST_STATES} states; {}", walk.explain()));
            }
            arrived = walk.leave(index);
        }
        Ok(walk.boundaries(arrived.unwrap_or(usize::MAX)))
    }
}

impl Walk<'_> {
    /// Executes the instruction of a visit; returns the visit that completes the walk, if one does.
    fn leave(&mut self, index: usize) -> Option<usize> {
        let Visit { state, .. } = self.visits[index];
        let listing = self.course.listing;
        let Some(instruction) = listing.at(state.pc) else {
            self.stuck(state, "there is no instruction".to_owned());
            return None;
        };
        let step = listing.isa.decode(listing, instruction);
        let mut found = None;
        for masks in state.masks.after(step.effect, self.course.rules) {
            found = found.or(self.flow(index, State { masks, ..state }, instruction, step.flow));
        }
        if instruction.conditional {
            // In an IT block, and not executed.
            found =
                found.or(
                    self.arrive(State { pc: instruction.end(), masks: state.masks.passed(), ..state }, index)
                );
        }
        found
    }

    fn flow(&mut self, index: usize, state: State, instruction: &Instruction, flow: Flow) -> Option<usize> {
        let next = instruction.end();
        let after_next = self.course.listing.at(next).map(Instruction::end);
        let mut go = |pc| self.arrive(State { pc, ..state }, index);
        match flow {
            Flow::Next => go(next),
            Flow::Jump(target) => go(target),
            Flow::Branch(target) => go(next).or_else(|| go(target)),
            Flow::Skip => go(next).or_else(|| after_next.and_then(go)),
            Flow::Call(target) => self.call(index, state, next, target),
            Flow::CallIndirect => {
                self.targets(state).into_iter().find_map(|target| self.call(index, state, next, target))
            }
            Flow::JumpIndirect => self
                .targets(state)
                .into_iter()
                .find_map(|target| self.arrive(State { pc: target, ..state }, index)),
            Flow::Sleep => self.sleep(index, state, next),
            Flow::Return if state.stack != BOTTOM => {
                let Frame { back_to, below, .. } = self.frames[state.stack];
                self.arrive(State { pc: back_to, stack: below, ..state }, index)
            }
            Flow::Return if state.returned => {
                self.stuck(state, "the caller returns before the release takes effect".to_owned());
                None
            }
            Flow::Return => self.return_from_operation(index, state),
            Flow::Unsupported(why) => {
                self.stuck(state, format!("the walk can't follow it: {why}"));
                None
            }
        }
    }

    /// Where an instruction may go whose target is in a register: the next strike tells. Where none can strike, it may be any of the functions
    /// that are said to be reached so.
    fn targets(&mut self, state: State) -> Vec<u32> {
        let Course { listing, strikes, rules, .. } = self.course;
        let (targets, why): (Vec<u32>, _) = if state.masks.open(rules) {
            let struck = strikes.get(state.next).map(|strike| strike.pc);
            (
                struck.filter(|&pc| listing.is_function(pc)).into_iter().collect(),
                "the function that it goes to must be struck at its first instruction",
            )
        } else {
            let all = listing.with_prefix(THROUGH_A_REGISTER).map(|(address, _)| address);
            (all.collect(), "it goes through a register while nothing can strike: where to isn't known")
        };
        if targets.is_empty() {
            self.stuck(state, why.to_owned());
        }
        targets
    }

    /// Sleeps: what was pending goes on, and what comes later strikes when it wakes, at the next boundary that isn't masked. A strike at the boundary
    /// before it would be one that the sleep doesn't end for.
    fn sleep(&mut self, index: usize, state: State, next: u32) -> Option<usize> {
        let before = self.visits[index].state.masks;
        if before.open(self.course.rules) {
            self.stuck(
                state,
                "it sleeps where a strike can come first: what that did wouldn't end the sleep".to_owned(),
            );
            return None;
        }
        if before.raised() || self.course.rules.all_off {
            return self.arrive(State { pc: next, ..state }, index);
        }
        self.sleep_in_delay(index, state, next)
    }

    /// Sleeps in the delay of a release (AVR). Three kinds of strikes follow, in this order: one that was pending passes the sleep and strikes when the delay is
    /// over; one that wakes strikes right behind; and one that comes while the handler that woke is running strikes when the delay of that handler's own release is over.
    fn sleep_in_delay(&mut self, index: usize, state: State, next: u32) -> Option<usize> {
        let rules = self.course.rules;
        let mut state = State { pc: next, ..state };
        let mut from = index;
        let mut passing = state;
        while !passing.masks.open(rules) {
            let instruction = self.course.listing.at(passing.pc)?;
            let step = self.course.listing.isa.decode(self.course.listing, instruction);
            let pc = match step {
                Step { flow: Flow::Next, effect: Effect::None } => instruction.end(),
                Step { flow: Flow::Jump(target), effect: Effect::None } => target,
                _ => {
                    self.stuck(
                        passing,
                        "the delay of the release reaches further than the walk can follow".to_owned(),
                    );
                    return None;
                }
            };
            passing = State { pc, masks: passing.masks.passed(), ..passing };
        }
        for pc in [passing.pc, next] {
            let strikes = self.course.strikes;
            if strikes.get(state.next).is_some_and(|strike| strike.pc == pc) {
                state.next += 1;
            } else if state.next.checked_sub(1).is_none_or(|last| strikes[last].pc != pc) {
                self.dead_end(state.next, DeadEnd::NotStruck(pc));
                return None;
            }
            if state.next > self.longest {
                self.longest = state.next;
                self.dead_ends.clear();
            }
            self.visits.push(Visit { state: State { pc, ..state }, from, struck: true });
            from = self.visits.len() - 1;
        }
        let masks = state.masks.delayed(rules);
        self.arrive(State { masks, ..state }, from)
    }

    fn call(&mut self, index: usize, state: State, back_to: u32, target: u32) -> Option<usize> {
        let depth = self.frames[state.stack].depth + 1;
        if depth > DEEPEST_STACK {
            self.stuck(state, format!("calls are nested more than {DEEPEST_STACK} deep"));
            return None;
        }
        let frame = Frame { back_to, below: state.stack, depth };
        let stack = *self.known_frames.entry(frame).or_insert_with(|| {
            self.frames.push(frame);
            self.frames.len() - 1
        });
        self.arrive(State { pc: target, stack, ..state }, index)
    }

    fn return_from_operation(&mut self, index: usize, state: State) -> Option<usize> {
        let Some(return_site) = self.course.return_site else { return Some(index) };
        if state.masks.raised() {
            self.stuck(state, "it returns with interrupts masked".to_owned());
            return None;
        }
        self.arrive(State { pc: return_site, returned: true, ..state }, index)
    }

    /// Comes to a boundary; returns its visit if that completes the walk.
    fn arrive(&mut self, mut state: State, from: usize) -> Option<usize> {
        let strikes = self.course.strikes;
        let struck = state.masks.open(self.course.rules);
        if struck {
            if strikes.get(state.next).is_some_and(|strike| strike.pc == state.pc) {
                state.next += 1;
            } else if state.next.checked_sub(1).is_none_or(|last| strikes[last].pc != state.pc) {
                // Equal strikes in a row are one: a boundary may follow itself.
                self.dead_end(state.next, DeadEnd::NotStruck(state.pc));
                return None;
            }
        }
        if !self.seen.insert(state) {
            return None;
        }
        if state.next > self.longest {
            self.longest = state.next;
            self.dead_ends.clear();
        }
        self.visits.push(Visit { state, from, struck });
        let index = self.visits.len() - 1;
        if struck && state.returned {
            return Some(index);
        }
        self.queue.push_back(index);
        None
    }

    fn stuck(&mut self, state: State, why: String) {
        self.dead_end(state.next, DeadEnd::StuckAt(state.pc, why));
    }

    fn dead_end(&mut self, chain: usize, end: DeadEnd) {
        if chain == self.longest && !self.dead_ends.contains(&end) {
            self.dead_ends.push(end);
        }
    }

    fn boundaries(&self, last: usize) -> Boundaries {
        let mut boundaries = Boundaries::new();
        let mut at = Some(last);
        while let Some(visit) = at.and_then(|index| self.visits.get(index)) {
            if !visit.state.returned {
                *boundaries.entry(visit.state.pc).or_default() |= visit.struck;
            }
            at = Some(visit.from);
        }
        boundaries
    }

    /// Why there is no way through.
    fn explain(&self) -> String {
        let listing = self.course.listing;
        let (mut open, mut stuck) = (Vec::new(), Vec::new());
        for end in &self.dead_ends {
            match end {
                DeadEnd::NotStruck(pc) => open.push(listing.describe(*pc)),
                DeadEnd::StuckAt(pc, why) => stuck.push(format!("{}: {why}", listing.describe(*pc))),
            }
        }
        let mut text = match self.longest.checked_sub(1).map(|last| self.course.strikes[last]) {
            Some(last) => {
                format!(
                    "after the strike at {}, delay {:x}, the chain breaks",
                    listing.describe(last.pc),
                    last.delay
                )
            }
            None => "the chain doesn't begin".to_owned(),
        };
        if !open.is_empty() {
            text += &format!("; unmasked next is {}", some(&open, " or "));
        }
        match self.course.strikes.get(self.longest) {
            Some(strike) => {
                text +=
                    &format!("; struck next was {}, delay {:x}", listing.describe(strike.pc), strike.delay);
                if self
                    .visits
                    .iter()
                    .any(|visit| visit.state.next == self.longest && visit.state.pc == strike.pc)
                {
                    text += ", where the mask should have held it off";
                }
            }
            None => text += "; that was the last strike",
        }
        if !stuck.is_empty() {
            text += &format!("; no way on at {}", some(&stuck, " and at "));
        }
        text
    }
}

/// The first few; a masked panic has dozens of ways.
fn some(all: &[String], between: &str) -> String {
    const FEW: usize = 4;
    let mut text = all.iter().take(FEW).map(String::as_str).collect::<Vec<_>>().join(between);
    if all.len() > FEW {
        text += &format!("{between}{} others", all.len() - FEW);
    }
    text
}
