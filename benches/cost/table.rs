//! The table of costs: as a file, and for people.

use crate::executed::Region;
use std::fmt::Write;

/// A line of the table.
#[derive(Clone)]
pub struct Row {
    target: &'static str,
    pub setting: &'static str,
    pub region: Region,
}

impl Row {
    pub fn new(target: &'static str, setting: &'static str, region: Region) -> Self {
        Self { target, setting, region }
    }

    /// What the rows of one setting are ordered by.
    pub fn key(&self) -> (&str, &str) {
        (&self.region.operation, &self.region.approach)
    }

    fn masked(&self) -> String {
        or_none(self.region.masked)
    }
}

/// A line per row, the columns divided by tabs.
pub fn tsv(rows: &[Row]) -> String {
    let mut text = String::from("target\tsetting\toperation\tapproach\tcost\tbytes\tmasked\tram\n");
    for row in rows {
        let Region { operation, approach, cost, bytes, .. } = &row.region;
        let _ = writeln!(
            text,
            "{}\t{}\t{operation}\t{approach}\t{cost}\t{bytes}\t{}\t{}",
            row.target,
            row.setting,
            row.masked(),
            or_none(row.region.ram)
        );
    }
    text
}

fn or_none(number: Option<u32>) -> String {
    number.map_or_else(|| "-".into(), |number| number.to_string())
}

/// Approaches that aren't another crate.
const NO_PEERS: [&str; 5] = ["irqshare", "irqshare-anywhere", "floor", "c", "asm"];

/// A line per target, setting and operation: irqshare, the peer that costs least, C and the floor, as cost/bytes/masked, and what irqshare costs in terms of each.
pub fn summary(rows: &[Row]) -> String {
    let mut text = String::new();
    let mut last = ("", "");
    for us in rows.iter().filter(|row| row.is_of("irqshare")) {
        if (us.target, us.setting) != last {
            last = (us.target, us.setting);
            let title = format!("{} {}", us.target, us.setting);
            let _ = writeln!(
                text,
                "\n{title:27} {:>11}  {:>11} {:16} {:>5}  {:>11} {:>5}  {:>11} {:>5}",
                "irqshare", "best peer", "", "ratio", "C", "ratio", "floor", "ratio"
            );
        }
        let others = || rows.iter().filter(|row| row.beside(us));
        let named = |name| others().find(|row| row.is_of(name));
        let peer = others()
            .filter(|row| row.is_peer())
            .min_by_key(|row| (row.region.cost, row.region.masked, row.region.bytes));
        let _ = writeln!(
            text,
            "  {:25} {:>11}  {:>11} {:16} {:>5}  {:>11} {:>5}  {:>11} {:>5}",
            us.region.operation,
            us.figures(),
            peer.map(Row::figures).unwrap_or_default(),
            peer.map(|row| row.region.approach.as_str()).unwrap_or_default(),
            us.ratio(peer),
            named("c").map(Row::figures).unwrap_or_default(),
            us.ratio(named("c")),
            named("floor").map(Row::figures).unwrap_or_default(),
            us.ratio(named("floor")),
        );
    }
    text + "\n"
}

impl Row {
    pub fn is(&self, target: &str, operation: &str, approach: &str) -> bool {
        self.target == target && self.region.operation == operation && self.is_of(approach)
    }

    pub fn is_of(&self, approach: &str) -> bool {
        self.region.approach == approach
    }

    /// Of the same target, setting and operation.
    pub fn beside(&self, other: &Self) -> bool {
        (self.target, self.setting, &self.region.operation)
            == (other.target, other.setting, &other.region.operation)
    }

    /// Of another crate.
    pub fn is_peer(&self) -> bool {
        !NO_PEERS.contains(&self.region.approach.as_str())
    }

    /// In words.
    pub fn said(&self) -> String {
        let Region { operation, approach, .. } = &self.region;
        format!("{} {} {operation} by {approach}: {}", self.target, self.setting, self.figures())
    }

    fn figures(&self) -> String {
        format!("{}/{}/{}", self.region.cost, self.region.bytes, self.masked())
    }

    /// This cost in terms of another.
    fn ratio(&self, other: Option<&Self>) -> String {
        other.map_or_else(String::new, |other| {
            format!("{:.2}", f64::from(self.region.cost) / f64::from(other.region.cost))
        })
    }
}
