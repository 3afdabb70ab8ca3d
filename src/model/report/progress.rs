//! `Progress`: a line about a long search, on a terminal.

use core::time::Duration;
use std::format;
use std::io::{IsTerminal, Write, stderr};
use std::string::String;

/// Tells on standard error how far a search is, if that is a terminal, or if `IRQSHARE_PROGRESS` is `always`.
pub(in crate::model) struct Progress {
    /// Looked up when there is something to tell: most searches are over by then.
    wanted: Option<bool>,
    /// When it is told next.
    next: Duration,
    told: bool,
}

impl Progress {
    pub(in crate::model) fn new() -> Self {
        Self { wanted: None, next: Duration::from_secs(1), told: false }
    }

    /// `over` is the part of the search that is over, from 0 to 1.
    pub(in crate::model) fn tell(&mut self, spent: Duration, schedules: u64, over: f64) {
        if spent < self.next || !*self.wanted.get_or_insert_with(is_wanted) {
            return;
        }
        self.next = spent + Duration::from_millis(500);
        self.told = true;
        // Not `eprint!`, which test programs keep to themselves. A terminal that is gone is no reason to fail.
        let _ = write!(stderr(), "\r{}\x1b[K", line(spent, schedules, over));
        let _ = stderr().flush();
    }

    /// The search is over: the line goes.
    pub(in crate::model) fn clear(&mut self) {
        if core::mem::take(&mut self.told) {
            let _ = write!(stderr(), "\r\x1b[K");
        }
    }
}

fn is_wanted() -> bool {
    match std::env::var("IRQSHARE_PROGRESS") {
        Ok(wish) => wish == "always",
        Err(_) => stderr().is_terminal(),
    }
}

fn line(spent: Duration, schedules: u64, over: f64) -> String {
    let seconds = spent.as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    let rate = schedules as f64 / seconds;
    let left = seconds * (1.0 - over) / over;
    let left = match left {
        s if !s.is_finite() => "?".into(),
        s if s < 120.0 => format!("{s:.0} s"),
        s if s < 7_200.0 => format!("{:.0} min", s / 60.0),
        s => format!("{:.0} h", s / 3_600.0),
    };
    format!(
        "irqshare: {schedules} schedules, {rate:.0} a second, about {:.1} % of the search, {left} left",
        over * 100.0
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Half of it after 10 s: 10 s are left.
    #[test]
    fn the_line_says_rate_and_estimate() {
        let line = line(Duration::from_secs(10), 5_000_000, 0.5);
        assert_eq!(
            line,
            "irqshare: 5000000 schedules, 500000 a second, about 50.0 % of the search, 10 s left"
        );
        assert!(super::line(Duration::from_secs(10), 1, 0.0).ends_with("? left"));
        assert!(super::line(Duration::from_secs(1), 1, 0.000_1).ends_with("3 h left"));
    }
}
