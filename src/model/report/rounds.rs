//! Rounds: a run's events that are the same over and over, as in a storm or a loop that doesn't end. The first two are shown, and the last.

use crate::model::engine::{Recorded, What};
use core::ops::Range;
use std::vec::Vec;

/// The longest round that is looked for: a handler, say.
const LONGEST: usize = 64;
/// Fewer are all shown.
const FEWEST: usize = 5;
/// So are those of a short run.
const SHORT: usize = 40;

/// Events that repeat those before them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rounds {
    pub(super) events: Range<usize>,
    pub(super) times: usize,
}

/// The same, but for the values.
fn same(a: &Recorded, b: &Recorded) -> bool {
    let place = |event: &Recorded| event.place;
    a.mark + b.mark == 0
        && (a.who, a.what, place(a)) == (b.who, b.what, place(b))
        && (&a.text, &a.part) == (&b.text, &b.part)
}

/// What can be left out.
pub(super) fn repeated(events: &[Recorded]) -> Vec<Rounds> {
    let mut all = Vec::new();
    let mut from = if events.len() > SHORT { 0 } else { events.len() };
    while from < events.len() {
        let rest = &events[from..];
        let found = (1..=LONGEST.min(rest.len() / FEWEST)).find_map(|period| {
            let more = rest.iter().zip(&rest[period..]).take_while(|(a, b)| same(a, b)).count();
            (more / period + 1 >= FEWEST).then_some((period, more))
        });
        let Some((period, more)) = found else {
            from += 1;
            continue;
        };
        // A round begins where a handler does.
        let begin = rest[..period].iter().position(|e| e.what == What::Start).unwrap_or(0);
        let times = (more - begin) / period - 2;
        let first = from + begin + 2 * period;
        let last = first + times * period;
        all.push(Rounds { events: first..last, times });
        from = last + period;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::format;
    use std::string::String;

    /// Two rounds in front, the last one behind, and what isn't a round on both sides.
    #[test]
    fn the_middle_is_left_out() {
        let event = |text: char| Recorded::new(What::Note, None, text);
        let events = |text: &str| text.chars().map(event).collect::<Vec<_>>();
        let rounds = |events, times| Rounds { events, times };
        // No round among them, so that the run isn't short.
        let others: String = ('0'..'Z').collect();
        let long = |text: &str| events(&format!("{text}{others}"));
        assert_eq!(repeated(&long("xababababy")), []);
        assert_eq!(repeated(&long("xabababababy")), [rounds(5..9, 2)]);
        assert_eq!(repeated(&events("xabababababy")), [], "a short run");
        assert_eq!(repeated(&long("aaaaaabcbcbcbcbcbc")), [rounds(2..5, 3), rounds(10..16, 3)]);
        // The last `a` and the first handler's end belong to no whole round.
        let mut handlers = long("abababababa");
        handlers[..11].iter_mut().skip(1).step_by(2).for_each(|b| b.what = What::Start);
        assert_eq!(repeated(&handlers), [rounds(5..9, 2)]);
    }
}
