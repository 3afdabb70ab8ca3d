//! SVG: a picture as a drawing. Life lines from top to bottom, handlers' runs as blocks on them, arrows where one interrupts another.
//!
//! One file, without scripts and foreign fonts. All text is in a font of fixed width, so its length is known. What is too long for its place is whole in the row's tooltip.

use super::failure::Failure;
use super::lanes::widths;
use super::picture::{Picture, Row, State, one_line, shortened, shortened_in_front};
use crate::model::engine::What;
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;

/// The most rows that are drawn, and the most characters: of all lanes together, of a path, of a source line, of the title's lines, and how many of these.
const MOST: usize = 200;
const LANES: usize = 180;
const PLACE: usize = 40;
const SOURCE: usize = 64;
const TITLE: usize = 110;
const TITLES: usize = 14;

/// A character, a row, the distance to the border, and of a lane's text from its line.
const CHAR: usize = 8;
const ROW: usize = 26;
const MARGIN: usize = 24;
const INDENT: usize = 20;

const STYLE: &str = "
text { font: 13px ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: #1f2328; white-space: pre; }
.page { fill: #ffffff; } .rule { stroke: #1f2328; stroke-opacity: .07; }
.title { font-weight: bold; font-size: 14px; fill: #cf222e; } .faint { fill: #6e7781; } .end { text-anchor: end; }
.line { stroke-width: 1.5; stroke-dasharray: 2 4; opacity: .5; } .waits { fill-opacity: .12; stroke-width: 1; stroke-dasharray: 3 3; }
.head { fill-opacity: .1; stroke-width: 1.5; } .device { stroke-dasharray: 5 3; } .arrow { stroke-width: 1.8; fill: none; } .back { stroke-dasharray: 4 3; stroke-width: 1.2; }
.masked { fill: #d4a72c; fill-opacity: .38; }
.read { fill: #ffffff; stroke: #1f2328; stroke-width: 1.8; } .write { fill: #1f2328; stroke: #ffffff; stroke-width: 1; }
.mark { fill: #bc4c00; } .number { fill: #ffffff; font-weight: bold; text-anchor: middle; } .marked { fill: #bc4c00; fill-opacity: .12; }
.bold { font-weight: bold; } .why { fill: #cf222e; font-weight: bold; } .fault { fill: #cf222e; } .failed { fill: #cf222e; fill-opacity: .12; } .cross { stroke: #ffffff; stroke-width: 2.4; }
.l0 { fill: #6e7781; stroke: #6e7781; } .l1 { fill: #0969da; stroke: #0969da; } .l2 { fill: #8250df; stroke: #8250df; }
.l3 { fill: #1a7f37; stroke: #1a7f37; } .l4 { fill: #bf3989; stroke: #bf3989; } .l5 { fill: #1b7c83; stroke: #1b7c83; }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3; } .page { fill: #0d1117; } .rule { stroke: #e6edf3; } .title, .why { fill: #ff7b72; } .faint { fill: #8b949e; }
.masked { fill: #d29922; } .read { fill: #0d1117; stroke: #e6edf3; } .write { fill: #e6edf3; stroke: #0d1117; }
.mark, .marked { fill: #f0883e; } .number { fill: #0d1117; } .fault, .failed { fill: #f85149; } .cross { stroke: #0d1117; }
.l0 { fill: #8b949e; stroke: #8b949e; } .l1 { fill: #58a6ff; stroke: #58a6ff; } .l2 { fill: #bc8cff; stroke: #bc8cff; }
.l3 { fill: #3fb950; stroke: #3fb950; } .l4 { fill: #f778ba; stroke: #f778ba; } .l5 { fill: #39c5cf; stroke: #39c5cf; }
}
";

/// Draws it.
pub(super) fn draw(failure: &Failure) -> String {
    let rows = failure.picture.shown(MOST);
    let page = Page::new(&failure.picture, &rows);
    let said = failure.message.clone() + &failure.found_beside();
    let mut titles: Vec<String> = said.lines().flat_map(|line| wrapped(line, TITLE)).collect();
    if titles.len() > TITLES {
        titles.truncate(TITLES);
        titles.push("…".into());
    }
    let longest = titles.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let mut captions = Vec::new();
    if let Some(token) = &failure.token {
        captions.push(format!("{}. Replay it:", failure.which()));
        captions.extend(wrapped(&format!("IRQSHARE_REPLAY={token}"), TITLE));
    }

    let top = MARGIN + titles.len() * 20 + if rows.is_empty() { 0 } else { 48 };
    let bottom = top + page.items.len() * ROW;
    let width = page.width.max(longest * (CHAR + 1) + 2 * MARGIN).max(640);
    let height = bottom + if rows.is_empty() { 0 } else { 56 } + captions.len() * 20 + MARGIN;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n<title>{}</title>\n\
         <style>{STYLE}</style>\n<rect class=\"page\" width=\"{width}\" height=\"{height}\"/>\n",
        escaped(titles.first().map_or("", String::as_str))
    );
    for (i, line) in titles.iter().enumerate() {
        out += &text(MARGIN, MARGIN + 14 + i * 20, if i == 0 { "title" } else { "" }, line);
    }
    if !rows.is_empty() {
        page.draw(&mut out, top, width);
        legend(&mut out, &page, bottom + 36);
    }
    for (i, line) in captions.iter().enumerate() {
        let class = if i == 0 { "faint" } else { "bold" };
        out += &text(MARGIN, height - MARGIN - (captions.len() - 1 - i) * 20, class, line);
    }
    out + "</svg>\n"
}

/// A row, or how many are left out before the next one.
enum Item<'a> {
    Row(&'a Row),
    Gap(usize, &'a Row),
}

impl<'a> Item<'a> {
    fn row(&self) -> &'a Row {
        let (Self::Row(row) | Self::Gap(_, row)) = self;
        row
    }

    /// The row whose lane this is, if it begins or ends here.
    fn is(&self, what: What, lane: usize) -> bool {
        matches!(self, Self::Row(row) if row.what == what && row.lane == lane)
    }
}

/// Where everything stands.
struct Page<'a> {
    picture: &'a Picture,
    items: Vec<Item<'a>>,
    /// The middle of each lane's line.
    lanes: Vec<usize>,
    /// The most characters of an event's text.
    text: usize,
    place: usize,
    source: usize,
    width: usize,
}

impl<'a> Page<'a> {
    fn new(picture: &'a Picture, rows: &[&'a Row]) -> Self {
        let mut items = Vec::new();
        let mut drawn = 0;
        for row in rows {
            if row.number > drawn + 1 {
                items.push(Item::Gap(row.number - drawn - 1, row));
            }
            items.push(Item::Row(row));
            drawn = row.number;
        }
        let (text, widths) = widths(picture, rows, LANES);
        let mut x = MARGIN + 64;
        let mut lanes = Vec::new();
        for width in widths {
            lanes.push(x);
            x += INDENT + width * CHAR + 40;
        }
        let longest = |of: &dyn Fn(&Row) -> usize| rows.iter().map(|row| of(row)).max().unwrap_or(0);
        let places = longest(&|row| row.at().map_or(0, |at| at.chars().count()).min(PLACE));
        let sources = longest(&|row| row.source.as_ref().map_or(0, |line| line.chars().count()).min(SOURCE));
        let source = x + places * CHAR + 2 * CHAR;
        let failed = rows.iter().any(|row| row.what == What::Fault);
        let why = if failed { picture.why.chars().count().min(PLACE + SOURCE) } else { 0 };
        let width = (source + sources * CHAR).max(x + why * CHAR) + MARGIN;
        Self { picture, items, lanes, text, place: x, source, width }
    }

    /// Whose colour a lane has: main's, a device's, or one of four in turn.
    fn class(&self, lane: usize) -> usize {
        match lane {
            0 => 0,
            lane if self.picture.lanes[lane].device => 5,
            lane => 1 + (lane - 1) % 4,
        }
    }

    fn draw(&self, out: &mut String, top: usize, width: usize) {
        for (i, item) in self.items.iter().enumerate() {
            self.band(out, item, top + i * ROW, width);
        }
        for lane in 0..self.lanes.len() {
            self.lane(out, lane, top);
        }
        for (i, item) in self.items.iter().enumerate() {
            self.arrow(out, item, top + i * ROW);
        }
        for (i, item) in self.items.iter().enumerate() {
            let middle = top + i * ROW + ROW / 2;
            match item {
                Item::Row(row) => self.row(out, row, middle),
                Item::Gap(left_out, row) => {
                    let told = format!("⋮  {}", row.left_out(*left_out));
                    *out += &text(self.lanes[0] + INDENT, middle + 4, "faint", &told);
                }
            }
        }
    }

    /// What is behind a row.
    fn band(&self, out: &mut String, item: &Item<'_>, y: usize, width: usize) {
        let class = match item {
            Item::Row(row) if row.what == What::Fault => "failed",
            Item::Row(row) if row.mark > 0 => "marked",
            _ => {
                let (left, right) = (MARGIN, width - MARGIN);
                *out += &format!("<path class=\"rule\" d=\"M{left} {0}H{right}\"/>\n", y + ROW);
                return;
            }
        };
        *out += &rect(class, (MARGIN / 2, y + 1), (width - MARGIN, ROW - 2), 4);
    }

    /// The head and the life line of a lane, and on it what it does, and where it masks.
    fn lane(&self, out: &mut String, lane: usize, top: usize) {
        let (x, class) = (self.lanes[lane], self.class(lane));
        let head = &self.picture.lanes[lane];
        let device = if head.device { " device" } else { "" };
        let width = head.name.chars().count() * CHAR + 28;
        *out += &rect(&format!("head l{class}{device}"), (x - 14, top - 38), (width, 26), 6);
        *out += &text(x, top - 21, "bold", head.name);
        let bottom = top + self.items.len() * ROW;
        *out += &format!("<path class=\"line l{class}\" d=\"M{x} {}V{bottom}\"/>\n", top - 12);

        let masked = |item: &Item<'_>| item.row().standing[lane].masked;
        for (begin, end) in self.runs(|a, b| masked(a) == masked(b)) {
            if masked(&self.items[begin]) {
                let middle = |item: usize| top + item * ROW + ROW / 2;
                let from = if self.items[begin].is(What::Mask, lane) {
                    middle(begin)
                } else {
                    middle(begin) - ROW / 2
                };
                let to = match self.items.get(end) {
                    Some(item) if item.is(What::Unmask, lane) => middle(end),
                    _ => middle(end) - ROW / 2,
                };
                *out += &rect("masked", (x - 13, from), (26, to - from), 5);
            }
        }
        let state = |item: &Item<'_>| match item {
            // A handler that begins at the row after a gap didn't run in it.
            Item::Gap(_, row) if row.what == What::Start && row.lane == lane => State::Idle,
            item => item.row().standing[lane].state,
        };
        for (begin, end) in self.runs(|a, b| state(a) == state(b) && !b.is(What::Start, lane)) {
            let style = match state(&self.items[begin]) {
                State::Idle => continue,
                State::Runs => "",
                State::Waits => "waits ",
            };
            let from = top + begin * ROW + if self.items[begin].is(What::Start, lane) { 4 } else { 0 };
            let to = top + end * ROW - if self.items[end - 1].is(What::End, lane) { 4 } else { 0 };
            *out += &rect(&format!("{style}l{class}"), (x - 5, from), (10, to - from), 2);
        }
    }

    /// Items one after the other that go on: the first, and the one after the last.
    fn runs(&self, goes_on: impl Fn(&Item<'a>, &Item<'a>) -> bool) -> Vec<(usize, usize)> {
        let mut runs = Vec::new();
        let mut begin = 0;
        for run in self.items.chunk_by(goes_on) {
            runs.push((begin, begin + run.len()));
            begin += run.len();
        }
        runs
    }

    /// From the lane that is interrupted to the handler that begins, and back when it ends.
    fn arrow(&self, out: &mut String, item: &Item<'_>, y: usize) {
        let Item::Row(row) = item else { return };
        let Some(other) = row.other.filter(|other| *other != row.lane) else { return };
        let (class, begins) = (self.class(row.lane), row.what == What::Start);
        let (from, to, y, back) = if begins {
            (self.lanes[other], self.lanes[row.lane], y + 4, "")
        } else {
            (self.lanes[row.lane], self.lanes[other], y + ROW - 4, " back")
        };
        // From the edge of one block to the other's.
        let (from, to, tail) =
            if from < to { (from + 6, to - 7, to - 13) } else { (from - 6, to + 7, to + 13) };
        *out +=
            &format!("<path class=\"arrow l{class}{back}\" style=\"fill: none\" d=\"M{from} {y}H{to}\"/>\n");
        *out += &format!("<path class=\"l{class}\" d=\"M{to} {y}L{tail} {}V{}Z\"/>\n", y - 4, y + 4);
    }

    fn row(&self, out: &mut String, row: &Row, y: usize) {
        let x = self.lanes[row.lane];
        let source = row.source.as_deref().unwrap_or_default();
        let at = row.at().unwrap_or_default();
        *out += &format!(
            "<g><title>{}: {}\n{} {}</title>\n",
            row.number,
            escaped(&row.said()),
            escaped(&at),
            escaped(source)
        );
        *out += &text(MARGIN + 32, y + 4, "faint end", &row.number.to_string());
        *out += &sign(row, x, y);
        let failed = row.what == What::Fault;
        let class = match row.mark {
            _ if failed => "why",
            0 => "",
            _ => "bold",
        };
        *out += &text(x + INDENT, y + 4, class, &row.said_in(self.text));
        if failed {
            *out += &text(self.place, y + 4, "why", &shortened(&one_line(&self.picture.why), PLACE + SOURCE));
        } else {
            *out += &text(self.place, y + 4, "", &shortened_in_front(&at, PLACE));
            *out += &text(self.source, y + 4, "faint", &shortened(&one_line(source), SOURCE));
        }
        *out += "</g>\n";
    }
}

/// What stands on the lane's line.
fn sign(row: &Row, x: usize, y: usize) -> String {
    if row.mark > 0 {
        return circle("mark", x, y, "10") + &text(x, y + 5, "number", &row.mark.to_string());
    }
    match row.what {
        What::Read => circle("read", x, y, "4.5"),
        What::Write => circle("write", x, y, "5"),
        What::Fault => cross(x, y),
        _ => String::new(),
    }
}

fn cross(x: usize, y: usize) -> String {
    let (left, right, top, bottom) = (x - 4, x + 4, y - 4, y + 4);
    let lines = format!("M{left} {top}L{right} {bottom}M{right} {top}L{left} {bottom}");
    circle("fault", x, y, "10") + &format!("<path class=\"cross\" d=\"{lines}\"/>\n")
}

/// What the signs mean, as far as they are there.
fn legend(out: &mut String, page: &Page<'_>, y: usize) {
    let rows = || page.items.iter().map(Item::row);
    let any = |is: &dyn Fn(&Row) -> bool| rows().any(is);
    let lanes = |is: fn(&super::picture::Standing) -> bool| any(&|row| row.standing.iter().any(is));
    let mut x = MARGIN + 14;
    let mut entry = |wanted: bool, sign: &dyn Fn(usize) -> String, word: &str| {
        if wanted {
            *out += &sign(x);
            *out += &text(x + 18, y + 4, "faint", word);
            x += 18 + word.chars().count() * CHAR + 36;
        }
    };
    let block = |class: &str, x: usize| rect(class, (x - 5, y - 9), (10, 18), 2);
    entry(true, &|x| block("l0", x), "runs");
    entry(lanes(|lane| lane.state == State::Waits), &|x| block("waits l0", x), "waits");
    entry(
        lanes(|lane| lane.masked),
        &|x| rect("masked", (x - 13, y - 9), (26, 18), 5) + &block("l0", x),
        "masks",
    );
    entry(any(&|row| row.what == What::Read && row.mark == 0), &|x| circle("read", x, y, "4.5"), "reads");
    entry(any(&|row| row.what == What::Write && row.mark == 0), &|x| circle("write", x, y, "5"), "writes");
    let mark = |x| circle("mark", x, y, "10") + &text(x, y + 5, "number", "1");
    entry(any(&|row| row.mark > 0), &mark, "1, 2, 3: what isn't atomic");
    entry(any(&|row| row.what == What::Fault), &|x| cross(x, y), "fails");
}

fn text(x: usize, y: usize, class: &str, told: &str) -> String {
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    format!("<text x=\"{x}\" y=\"{y}\"{class}>{}</text>\n", escaped(&one_line(told)))
}

fn rect(class: &str, (x, y): (usize, usize), (width, height): (usize, usize), round: usize) -> String {
    format!(
        "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{round}\"/>\n"
    )
}

fn circle(class: &str, x: usize, y: usize, radius: &str) -> String {
    format!("<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>\n")
}

/// In lines of so many characters, broken at spaces where there are some.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest: Vec<char> = text.chars().collect();
    while rest.len() > width {
        let at = rest[..width].iter().rposition(|c| *c == ' ').filter(|at| *at > width / 2).unwrap_or(width);
        lines.push(rest.drain(..at).collect());
        while rest.first() == Some(&' ') {
            rest.remove(0);
        }
    }
    lines.push(rest.into_iter().collect());
    lines
}

/// As XML's text. Characters that XML can't have are a mark of replacement.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
