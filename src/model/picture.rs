//! The picture of a schedule: a lane for main and for each handler that ran, a line per event, and the source line it stands in.

use super::machine::Event;
use super::setup::Setup;
use std::collections::BTreeMap;
use std::format;
use std::string::String;
use std::vec::Vec;

/// Draws the events. The last lines are the interesting ones, so of a long run the first ones are left out.
pub(super) fn draw(setup: &Setup, events: &[Event]) -> String {
    const MOST: usize = 200;
    let mut lanes: Vec<Option<usize>> = std::vec![None];
    for event in events {
        if !lanes.contains(&event.vector) {
            lanes.push(event.vector);
        }
    }
    lanes.sort_unstable();
    let title = |lane: &Option<usize>| lane.map_or("main", |v| setup.vectors[v].name);
    let widths: Vec<usize> = lanes
        .iter()
        .map(|lane| {
            let texts = events.iter().filter(|e| e.vector == *lane).map(|e| e.text.chars().count());
            texts.max().unwrap_or(0).max(title(lane).len())
        })
        .collect();

    let mut sources = Sources::default();
    let mut out = String::new();
    let mut row = |number: &str, cells: &dyn Fn(usize) -> String, source: &str| {
        let mut line = format!("{number:>4}");
        for (i, width) in widths.iter().enumerate() {
            line += &format!("  | {:<width$}", cells(i));
        }
        line += &format!("  | {source}");
        out += line.trim_end();
        out.push('\n');
    };
    row("", &|i| title(&lanes[i]).into(), "");
    let skipped = events.len().saturating_sub(MOST);
    if skipped > 0 {
        row("...", &|i| if i == 0 { format!("({skipped} before)") } else { String::new() }, "");
    }
    for (n, event) in events.iter().enumerate().skip(skipped) {
        let source = event.place.map(|place| sources.line(place)).unwrap_or_default();
        row(
            &format!("{}", n + 1),
            &|i| if lanes[i] == event.vector { event.text.clone() } else { String::new() },
            &source,
        );
    }
    out
}

/// Source files, read once. One that can't be read leaves the line's number alone.
#[derive(Default)]
struct Sources(BTreeMap<&'static str, Vec<String>>);

impl Sources {
    fn line(&mut self, place: &'static core::panic::Location<'static>) -> String {
        let lines = self.0.entry(place.file()).or_insert_with(|| {
            std::fs::read_to_string(place.file())
                .map(|text| text.lines().map(|line| String::from(line.trim())).collect())
                .unwrap_or_default()
        });
        let at = format!("{}:{}", place.file(), place.line());
        match lines.get(place.line() as usize - 1) {
            Some(line) => format!("{at}  {line}"),
            None => at,
        }
    }
}
