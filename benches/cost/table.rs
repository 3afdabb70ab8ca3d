//! The table of costs: as a file, and for people.

use crate::executed::Region;
use std::fmt::Write;

/// A line of the table.
pub struct Row {
    target: &'static str,
    setting: &'static str,
    region: Region,
}

impl Row {
    pub fn new(target: &'static str, setting: &'static str, region: Region) -> Self {
        Self { target, setting, region }
    }

    fn masked(&self) -> String {
        self.region.masked.map_or_else(|| "-".into(), |masked| masked.to_string())
    }
}

/// A line per row, the columns divided by tabs.
pub fn tsv(rows: &[Row]) -> String {
    let mut text = String::from("target\tsetting\toperation\tapproach\tcost\tbytes\tmasked\n");
    for row in rows {
        let Region { operation, approach, cost, bytes, .. } = &row.region;
        let _ = writeln!(
            text,
            "{}\t{}\t{operation}\t{approach}\t{cost}\t{bytes}\t{}",
            row.target,
            row.setting,
            row.masked()
        );
    }
    text
}

/// A line per target, setting and operation: cost/bytes/masked of each approach.
pub fn summary(rows: &[Row]) -> String {
    let mut text = String::new();
    let mut last = ("", "", "");
    for row in rows {
        let this = (row.target, row.setting, row.region.operation.as_str());
        if (this.0, this.1) != (last.0, last.1) {
            let _ = write!(text, "\n{} {} (cost/bytes/masked)", this.0, this.1);
        }
        if this != last {
            let _ = write!(text, "\n  {:26}", this.2);
            last = this;
        }
        let Region { approach, cost, bytes, .. } = &row.region;
        let _ = write!(text, "  {approach} {cost}/{bytes}/{}", row.masked());
    }
    text + "\n\n"
}
