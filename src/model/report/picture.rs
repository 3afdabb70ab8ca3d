//! `Picture`: a schedule that was run, ready to be drawn: a lane for main, for each handler that ran and for each device that acted; a row per event, from top to bottom.
//!
//! It owns what it shows, so a failure can be drawn when its setup is gone. `lanes` draws it as text, `svg` as a picture, `json` writes it down for tools.

use super::names::name_of;
use super::rounds::{self, Rounds};
use super::sources::Sources;
use crate::model::engine::Place;
use crate::model::engine::{Bytes, Program, Recorded, What};
use std::string::String;
use std::vec::Vec;

/// So many rows are kept of a run that goes on for ever.
const KEPT: usize = 10_000;

/// A schedule, ready to be drawn.
#[derive(Debug, Clone, Default)]
pub(super) struct Picture {
    /// Main first, and then those that took part, as they were attached.
    pub(super) lanes: Vec<Lane>,
    pub(super) rows: Vec<Row>,
    /// Why it failed, for the row where it did.
    pub(super) why: String,
    /// As text, without colour.
    pub(super) text: String,
}

/// A column of the picture.
#[derive(Debug, Clone)]
pub(super) struct Lane {
    pub(super) name: &'static str,
    pub(super) device: bool,
}

/// An event, and how the lanes stand at it.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// From 1 on, in the whole schedule.
    pub(super) number: usize,
    /// What is left out right before it, because it is the same as what was before that.
    rounds: Option<Rounds>,
    pub(super) lane: usize,
    pub(super) what: What,
    /// What was done to what: `set COUNT`.
    text: String,
    pub(super) variable: Option<String>,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    /// 1, 2, 3: the accesses of a finding. 0: none of them.
    pub(super) mark: u8,
    /// An access to what the finding has nothing to do with.
    aside: bool,
    pub(super) place: Option<Place>,
    /// The line of the program that stands there.
    pub(super) source: Option<String>,
    /// Where a handler begins or ends: the lane that it interrupts, or goes back to.
    pub(super) other: Option<usize>,
    /// Whether the lane was masked by a section of its own before this.
    pub(super) was_masked: bool,
    /// Each lane, while this happens.
    pub(super) standing: Vec<Standing>,
}

/// What a lane does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Standing {
    pub(super) state: State,
    /// It has masked others, by a section or a lock that goes on.
    pub(super) masked: bool,
}

/// Whether a context runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum State {
    /// It isn't active.
    #[default]
    Idle,
    /// It runs.
    Runs,
    /// It was interrupted, and waits.
    Waits,
}

/// A context that runs or was interrupted, while the picture is made.
struct Active {
    lane: usize,
    /// Sections and locks that it is in.
    masks: u32,
    /// Interrupts were never on so far.
    off: bool,
}

impl Active {
    fn masked(&self) -> bool {
        self.masks > 0 || self.off
    }

    fn take(&mut self, event: &Recorded) {
        match event.what {
            What::Mask => self.masks += 1,
            // What is written out opens everything; the end of a section has no place of its own.
            What::Unmask if event.place.is_some() => (self.masks, self.off) = (0, false),
            What::Unmask => self.masks = self.masks.saturating_sub(1),
            _ => {}
        }
    }
}

impl Picture {
    /// A run's events; `why` is the message of the failure.
    pub(super) fn new(program: &Program, events: &[Recorded], why: &str) -> Self {
        let mut who: Vec<Option<usize>> = std::vec![None];
        for event in events {
            if !who.contains(&event.who) {
                who.push(event.who);
            }
        }
        who.sort_unstable();
        let device = |who: Option<usize>| who.is_some_and(|line| program.lines[line].device.is_some());
        let lanes = who.iter().map(|&who| Lane { name: program.name(who), device: device(who) }).collect();
        let mut picture =
            Self { lanes, why: why.lines().next().unwrap_or_default().into(), ..Self::default() };
        picture.take(program, &who, events);
        picture
    }

    /// Follows the run, and keeps a row for each event that is to be kept.
    fn take(&mut self, program: &Program, who: &[Option<usize>], events: &[Recorded]) {
        let rounds = rounds::repeated(events);
        let once: Vec<usize> =
            (0..events.len()).filter(|i| !rounds.iter().any(|r| r.events.contains(i))).collect();
        let kept = worth_keeping(&once, KEPT, |&i| events[i].mark > 0);
        let mut kept = kept.into_iter().map(|k| once[k]).peekable();
        let mut sources = Sources::default();
        let marked: Vec<Bytes> = events.iter().filter(|e| e.mark > 0).filter_map(|e| e.bytes).collect();
        let aside = |bytes: Bytes| !marked.is_empty() && !marked.iter().any(|m| m.meets(bytes));
        let mut active = std::vec![Active { lane: 0, masks: 0, off: program.starts_masked() }];
        for (i, event) in events.iter().enumerate() {
            let lane = who.iter().position(|who| *who == event.who).expect("each has a lane");
            // A device is no context: it interrupts nobody.
            let device = self.lanes[lane].device;
            if event.what == What::Start && !device {
                active.push(Active { lane, masks: 0, off: false });
            }
            let top = active.len() - 1;
            let was_masked = active[top].masked();
            active[top].take(event);
            if kept.next_if_eq(&i).is_some() {
                let edge = matches!(event.what, What::Start | What::End) && !device;
                let variable = event.bytes.and_then(|bytes| name_of(&program.memory, bytes, &mut sources));
                self.rows.push(Row {
                    number: i + 1,
                    rounds: rounds.iter().find(|r| r.events.end == i).cloned(),
                    lane,
                    what: event.what,
                    text: said(event, variable.as_deref()),
                    variable,
                    before: event.before.clone(),
                    after: event.after.clone(),
                    mark: event.mark,
                    aside: event.bytes.is_some_and(aside),
                    place: event.place,
                    source: event
                        .place
                        .and_then(|p| sources.line(p.file(), p.line()).map(|line| line.trim().into())),
                    other: (edge && top > 0).then(|| active[top - 1].lane),
                    was_masked,
                    standing: standing(self.lanes.len(), &active, device.then_some(lane)),
                });
            }
            if event.what == What::End && top > 0 {
                active.pop();
            }
        }
    }

    /// The rows to draw: all of a short schedule; of a long one the end, what surrounds the marked accesses, and little of what is repeated, or has nothing to do with them.
    pub(super) fn shown(&self, most: usize) -> Vec<&Row> {
        const SHORT: usize = 40;
        let mut rows: Vec<&Row> = self.rows.iter().collect();
        if rows.len() > SHORT {
            let dull = |a: &Row, b: &Row| (a.aside && b.aside) || a.repeats(b);
            let runs = rows.chunk_by(|a, b| dull(a, b));
            rows = runs
                .flat_map(
                    |run| if run.len() > 4 { std::vec![run[0], run[run.len() - 1]] } else { run.to_vec() },
                )
                .collect();
        }
        worth_keeping(&rows, most, |row| row.mark > 0).into_iter().map(|i| rows[i]).collect()
    }
}

/// Which of them, if there are more than so many: what surrounds the marked ones, the last ones, and what leads to the last that is marked or to the end.
fn worth_keeping<T>(all: &[T], most: usize, marked: impl Fn(&T) -> bool) -> Vec<usize> {
    const AROUND: usize = 10;
    let n = all.len();
    if n <= most {
        return (0..n).collect();
    }
    let marks: Vec<usize> = (0..n).filter(|&i| marked(&all[i])).collect();
    let last = marks.last().map_or(n, |mark| (mark + AROUND).min(n));
    let mut kept = std::vec![false; n];
    kept[n - AROUND..].fill(true);
    for mark in marks {
        kept[mark.saturating_sub(AROUND)..(mark + AROUND).min(n)].fill(true);
    }
    let mut left = most.saturating_sub(kept.iter().filter(|kept| **kept).count());
    for kept in kept[..last].iter_mut().rev() {
        if left == 0 {
            break;
        }
        left -= usize::from(!core::mem::replace(kept, true));
    }
    (0..n).filter(|&i| kept[i]).collect()
}

/// `read COUNT byte 0`: without the values.
fn said(event: &Recorded, variable: Option<&str>) -> String {
    let mut text = event.text.clone();
    for word in [variable, event.part.as_deref()].into_iter().flatten() {
        text += &std::format!(" {word}");
    }
    text
}

/// How the lanes stand, with a device that acts.
fn standing(lanes: usize, active: &[Active], device: Option<usize>) -> Vec<Standing> {
    let mut all = std::vec![Standing::default(); lanes];
    for (i, context) in active.iter().enumerate() {
        let lane = &mut all[context.lane];
        lane.state = if i + 1 == active.len() { State::Runs } else { State::Waits };
        lane.masked |= context.masked();
    }
    if let Some(device) = device {
        all[device].state = State::Runs;
    }
    all
}

impl Row {
    /// `set COUNT: 4 -> 5`.
    pub(super) fn said(&self) -> String {
        self.text.clone() + &self.values(usize::MAX)
    }

    /// The same in one line of so many characters. The values are what is looked for: they get two thirds, and more where numbers need it; the line is longer then.
    pub(super) fn said_in(&self, width: usize) -> String {
        /// Of so many characters each number of 64 bits has room, and a name can be told from others.
        const NUMBER: usize = 20;
        const NAME: usize = 16;
        let said = self.said();
        if said.chars().count() <= width {
            return one_line(&said);
        }
        let number = [&self.before, &self.after].into_iter().flatten().count();
        let each = (width * 2 / 3).saturating_sub(": ".len() + " -> ".len()) / number.max(1);
        let values = self.values(each.max(NUMBER));
        let rest = width.saturating_sub(values.chars().count()).max(NAME);
        one_line(&(shortened_inside(&self.text, rest, rest / 3) + &values))
    }

    /// The values, each in so many characters. Of a number the last digits tell as much as the first.
    fn values(&self, each: usize) -> String {
        let shortened = |value, each| shortened_inside(value, each, each / 2);
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => {
                std::format!(": {} -> {}", shortened(before, each), shortened(after, each))
            }
            (None, Some(after)) => std::format!(": {}", shortened(after, each)),
            _ => String::new(),
        }
    }

    /// What is said of so many events that are left out before it.
    pub(super) fn left_out(&self, events: usize) -> String {
        let plural = if events == 1 { "" } else { "s" };
        match &self.rounds {
            Some(rounds) if rounds.events.len() == events => {
                let of =
                    if rounds.times == events { String::new() } else { std::format!(", {events} events") };
                std::format!("the same {} times more{of}", rounds.times)
            }
            _ => std::format!("{events} event{plural} left out"),
        }
    }

    fn repeats(&self, other: &Self) -> bool {
        (self.lane, self.place, self.mark, other.mark) == (other.lane, other.place, 0, 0)
            && self.said() == other.said()
    }

    /// `src/main.rs:12`.
    pub(super) fn at(&self) -> Option<String> {
        self.place.map(|place| std::format!("{}:{}", place.file(), place.line()))
    }

    /// How its own lane stands.
    pub(super) fn own(&self) -> Standing {
        self.standing[self.lane]
    }
}

/// What would break a line is a space.
pub(super) fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Its beginning, if it is longer than so many characters.
pub(super) fn shortened(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.into();
    }
    text.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

/// Its end, if it is longer.
pub(super) fn shortened_in_front(text: &str, width: usize) -> String {
    let long = text.chars().count().saturating_sub(width);
    if long == 0 {
        return text.into();
    }
    ['…'].into_iter().chain(text.chars().skip(long + 1)).collect()
}

/// Its beginning, and so many characters of its end: a note is read from its beginning, and `read NAME byte 0` tells by its end what is read.
fn shortened_inside(text: &str, width: usize, end: usize) -> String {
    let long = text.chars().count();
    if long <= width {
        return text.into();
    }
    text.chars()
        .take(width.saturating_sub(end + 1))
        .chain(['…'])
        .chain(text.chars().skip(long - end))
        .collect()
}
