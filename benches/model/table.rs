//! The table of searches: as a file, and for people.

use crate::program::{Program, Scenario};
use crate::search::Found;
use std::fmt::{self, Write};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    Irqshare,
    Loom,
    Shuttle,
}

pub const TOOLS: [Tool; 3] = [Tool::Irqshare, Tool::Loom, Tool::Shuttle];

impl fmt::Display for Tool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Irqshare => "irqshare",
            Self::Loom => "loom",
            Self::Shuttle => "shuttle",
        })
    }
}

/// A line of the table.
pub struct Row {
    pub program: Program,
    pub tool: Tool,
    pub found: Found,
}

impl Row {
    #[expect(clippy::cast_precision_loss, reason = "for people")]
    fn schedules(&self) -> f64 {
        self.found.schedules as f64
    }

    fn of(&self, scenario: Scenario, handlers: usize) -> bool {
        self.program.scenario == scenario && self.program.handlers == handlers
    }
}

/// A line per row, the columns divided by tabs.
pub fn tsv(rows: &[Row]) -> String {
    let mut text = String::from("scenario\taccesses\thandlers\ttool\tschedules\tseconds\tcomplete\n");
    for Row { program: Program { scenario, size, handlers }, tool, found } in rows {
        let _ = writeln!(text, "{scenario}\t{size}\t{handlers}\t{tool}\t{found}");
    }
    text
}

/// How much longer another search took than ours, which was complete.
struct Ratio {
    times: f64,
    /// The other wasn't complete, so it is at least so much.
    least: bool,
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let least = if self.least { ">" } else { "" };
        let decimals = usize::from(self.times < 10.0);
        f.pad(&format!("{least}{:.decimals$}x", self.times))
    }
}

/// The ratio of a row to ours.
fn ratio(rows: &[Row], row: &Row) -> Option<Ratio> {
    let Program { scenario, size, handlers } = row.program;
    let ours = rows
        .iter()
        .find(|r| r.tool == Tool::Irqshare && r.of(scenario, handlers) && r.program.size == size)
        .filter(|ours| ours.found.complete)?;
    Some(Ratio { times: row.found.seconds / ours.found.seconds, least: !row.found.complete })
}

/// A table per scenario and number of handlers, and what the project aims at.
pub fn summary(rows: &[Row]) -> String {
    let mut text = String::new();
    let mut last = None;
    for row in rows {
        let Program { scenario, size, handlers } = row.program;
        if last != Some((scenario, handlers)) {
            last = Some((scenario, handlers));
            let _ = write!(
                text,
                "\n{scenario}, main and {handlers} handler{}\n{:>8}  {:8} {:>12} {:>13} {:>12} {:>12} {:>10}\n",
                if handlers == 1 { "" } else { "s" },
                "accesses",
                "tool",
                "schedules",
                "seconds",
                "ns/schedule",
                "schedules/s",
                "slower by",
            );
        }
        let Found { schedules, seconds, complete } = row.found;
        let each = seconds * 1e9 / row.schedules();
        let per_second = row.schedules() / seconds;
        let slower = match (row.tool, ratio(rows, row)) {
            (Tool::Irqshare, _) | (_, None) => String::new(),
            (_, Some(ratio)) => ratio.to_string(),
        };
        let note = if complete { "" } else { "  not complete" };
        let line = format!(
            "{size:>8}  {:8} {schedules:>12} {seconds:>13.7} {each:>12.0} {per_second:>12.0} {slower:>10}{note}",
            row.tool.to_string()
        );
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text + "\n" + &aims(rows)
}

fn aims(rows: &[Row]) -> String {
    let mut text = String::new();
    let mut say = |name: &str, values: &mut dyn Iterator<Item = f64>| {
        let (least, most) =
            values.fold((f64::INFINITY, 0.0_f64), |(least, most), value| (least.min(value), most.max(value)));
        if least <= most {
            let _ = writeln!(text, "{name}: {least:.1} to {most:.1}");
        }
    };
    let complete = |tool: Tool| rows.iter().filter(move |row| row.tool == tool && row.found.complete);
    // A size that we don't complete and another does counts as infinitely far behind.
    let ahead = |row: &Row| ratio(rows, row).map_or(0.0, |ratio| ratio.times);
    say(
        "counter, main and 2 handlers: times faster than loom (aim: 100)",
        &mut complete(Tool::Loom).filter(|row| row.of(Scenario::Counter, 2)).map(ahead),
    );
    for tool in [Tool::Loom, Tool::Shuttle] {
        say(
            &format!("wherever {tool} completes: times faster (aim: more than 1 everywhere)"),
            &mut complete(tool).map(ahead),
        );
    }
    say(
        "the smallest programs: million schedules per second here (aim: 1)",
        &mut complete(Tool::Irqshare)
            .filter(|row| row.program.size == 1)
            .map(|row| row.schedules() / row.found.seconds / 1e6),
    );
    text
}
