//! Lanes: a picture as lines of text, for the terminal.
//!
//! ```text
//!       main                A
//!    1  │ get COUNT: 4                              src/main.rs:10  let count = COUNT.get();
//!    2  ├─────────────────▶ ┌ starts
//!    3  ┊                   │ set COUNT: 4 -> 5     src/main.rs:20  COUNT.set(5);
//!    4  ┊                   └ ends
//!    5  ╳ panics                                    lost an update
//! ```
//! A line is a lane that runs, a dotted one waits, a heavy one has masked others.

use super::colour::Tone;
use super::picture::{Picture, Row, Standing, State, one_line, shortened, shortened_in_front};
use crate::model::engine::What;
use core::cmp::Ordering;
use std::format;
use std::string::String;
use std::vec::Vec;

/// The most rows that are drawn.
const MOST: usize = 200;
/// The most characters for all lanes together, for the path of a source file, and for a line of it. Numbers aren't cut: where lanes need more for them, source lines have less, but so many.
const LANES: usize = 100;
const PLACE: usize = 48;
const SOURCE: usize = 72;
const LEAST: usize = 24;

/// Draws it.
pub(super) fn draw(picture: &Picture, colour: bool) -> String {
    let rows = picture.shown(MOST);
    if rows.is_empty() {
        return String::new();
    }
    let page = Page::new(picture, &rows);
    let mut out = page.head(picture).painted(colour);
    let mut drawn = 0;
    for row in rows {
        let left_out = row.number - drawn - 1;
        if left_out > 0 {
            out += &page.gap(row, left_out).painted(colour);
        }
        out += &page.row(picture, row).painted(colour);
        drawn = row.number;
    }
    out
}

/// A line of characters, each in its tone.
#[derive(Default)]
struct TextLine(Vec<(char, Tone)>);

impl TextLine {
    fn put(&mut self, column: usize, text: &str, tone: Tone) {
        for (at, c) in (column..).zip(text.chars()) {
            if self.0.len() <= at {
                self.0.resize(at + 1, (' ', Tone::Plain));
            }
            self.0[at] = (c, tone);
        }
    }

    fn at(&self, column: usize) -> char {
        self.0.get(column).map_or(' ', |(c, _)| *c)
    }

    fn painted(&self, colour: bool) -> String {
        let end = self.0.iter().rposition(|(c, _)| *c != ' ').map_or(0, |last| last + 1);
        let pieces = self.0[..end].chunk_by(|a, b| a.1 == b.1);
        let text: String = pieces
            .map(|piece| piece[0].1.paint(&piece.iter().map(|(c, _)| c).collect::<String>(), colour))
            .collect();
        text + "\n"
    }
}

/// Where everything stands.
struct Page {
    /// The column of each lane's line; the text comes two after it.
    lanes: Vec<usize>,
    /// The most characters of an event's text.
    text: usize,
    numbers: usize,
    /// The columns of the place, and of the source line.
    place: usize,
    source: usize,
    /// The most characters of a source line.
    most: usize,
}

impl Page {
    fn new(picture: &Picture, rows: &[&Row]) -> Self {
        let numbers = rows.last().map_or(0, |row| format!("{}", row.number).len()).max(4);
        let (text, widths) = widths(picture, rows, LANES);
        let more = widths.iter().sum::<usize>().saturating_sub(LANES);
        let mut column = numbers + 2;
        let mut lanes = Vec::new();
        for width in widths {
            lanes.push(column);
            column += width.max(1) + 5;
        }
        let places = rows.iter().filter_map(|row| row.at()).map(|at| at.chars().count().min(PLACE));
        Self {
            lanes,
            text,
            numbers,
            place: column,
            source: column + places.max().map_or(0, |width| width + 2),
            most: SOURCE.saturating_sub(more).max(LEAST),
        }
    }

    fn head(&self, picture: &Picture) -> TextLine {
        let mut line = TextLine::default();
        for (i, lane) in picture.lanes.iter().enumerate() {
            // Bold, in its own colour, is more than a tone can say; main's is bold.
            let tone = if i == 0 { Tone::Strong } else { Tone::Lane(i) };
            line.put(self.lanes[i], lane.name, tone);
        }
        line
    }

    /// The lanes as they stand.
    fn standing(&self, row: &Row) -> TextLine {
        let mut line = TextLine::default();
        for (i, standing) in
            row.standing.iter().enumerate().filter(|(_, standing)| standing.state != State::Idle)
        {
            line.put(self.lanes[i], stroke(*standing), Tone::Lane(i));
        }
        line
    }

    fn gap(&self, row: &Row, left_out: usize) -> TextLine {
        let mut line = self.standing(row);
        line.put(self.numbers - 3, "...", Tone::Faint);
        // The row may be the one that begins or masks: before it, it hadn't yet.
        if row.what == What::Start {
            line.put(self.lanes[row.lane], " ", Tone::Plain);
        }
        line.put(self.lanes[0] + 2, &format!("({})", row.left_out(left_out)), Tone::Faint);
        line
    }

    fn row(&self, picture: &Picture, row: &Row) -> TextLine {
        let mut line = self.standing(row);
        line.put(0, &format!("{:>width$}", row.number, width = self.numbers), Tone::Faint);
        let own = self.lanes[row.lane];
        let tone = if row.what == What::Fault { Tone::Fault } else { Tone::Lane(row.lane) };
        line.put(own, sign(row, picture.lanes[row.lane].device), tone);
        let text = label(row, self.text);
        line.put(own + 2, &text, tone);
        if row.mark > 0 {
            line.put(own + 2, &text[..MARK], Tone::Mark);
        }
        if let (What::Start, Some(other)) = (row.what, row.other) {
            self.arrow(&mut line, row, other);
        }
        if row.what == What::Fault {
            line.put(self.place, &shortened(&one_line(&picture.why), PLACE + SOURCE), Tone::Fault);
        } else if let Some(at) = row.at() {
            line.put(self.place, &shortened_in_front(&at, PLACE), Tone::Plain);
            let source = one_line(row.source.as_deref().unwrap_or_default());
            line.put(self.source, &shortened(&source, self.most), Tone::Faint);
        }
        line
    }

    /// From the lane that is interrupted to the handler that begins.
    fn arrow(&self, line: &mut TextLine, row: &Row, other: usize) {
        let (from, own) = (self.lanes[other], self.lanes[row.lane]);
        let masked = row.standing[other].masked;
        let (columns, end, tip, foot) = match from.cmp(&own) {
            Ordering::Less => (from + 1..own - 1, own - 2, "▶", if masked { "┠" } else { "├" }),
            Ordering::Greater => {
                let text = own + 2 + label(row, self.text).chars().count();
                (text + 1..from, text + 1, "◀", if masked { "┨" } else { "┤" })
            }
            Ordering::Equal => return, // it interrupts itself
        };
        for column in columns {
            let stroke = if line.at(column) == ' ' { "─" } else { "┼" };
            line.put(column, stroke, Tone::Lane(row.lane));
        }
        line.put(end, tip, Tone::Lane(row.lane));
        line.put(from, foot, Tone::Lane(other));
    }
}

/// The most characters that an event's text may have for all lanes to fit into so many, if they can; and then those of each lane.
pub(super) fn widths(picture: &Picture, rows: &[&Row], all: usize) -> (usize, Vec<usize>) {
    let widths = |text| -> Vec<usize> {
        let of = |lane| {
            rows.iter().filter(move |row| row.lane == lane).map(|row| label(row, text).chars().count())
        };
        let name = |lane: usize| picture.lanes[lane].name.chars().count();
        (0..picture.lanes.len()).map(|lane| of(lane).max().unwrap_or(0).max(name(lane))).collect()
    };
    let text = (24..=64).rev().find(|text| widths(*text).iter().sum::<usize>() <= all).unwrap_or(24);
    (text, widths(text))
}

/// How long the mark is in front of a text: `(1) `.
const MARK: usize = 3;

/// The text of an event, with its mark.
fn label(row: &Row, width: usize) -> String {
    match row.mark {
        0 => row.said_in(width),
        mark => format!("({mark}) {}", row.said_in(width - MARK - 1)),
    }
}

/// The line of a lane to which nothing happens.
fn stroke(standing: Standing) -> &'static str {
    match (standing.state, standing.masked) {
        (State::Idle, _) => " ",
        (State::Runs, false) => "│",
        (State::Runs, true) => "┃",
        (State::Waits, false) => "┊",
        (State::Waits, true) => "┋",
    }
}

/// The line of the lane to which something happens.
fn sign(row: &Row, device: bool) -> &'static str {
    match (row.what, row.was_masked, row.own().masked) {
        (What::Fault, ..) => "╳",
        (What::Start, ..) if device => "◆",
        (What::Start, ..) => "┌",
        (What::End, false, _) => "└",
        (What::End, true, _) | (What::Unmask, true, false) => "┗",
        (What::Mask, false, _) => "┏",
        (What::Mask, true, _) | (What::Unmask, _, true) => "┣",
        _ => stroke(row.own()),
    }
}
