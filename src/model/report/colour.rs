//! Colour on a terminal: when there is some, and which.

use std::format;
use std::io::{IsTerminal, stderr, stdout};
use std::string::String;

/// What a piece of text is, and so how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Plain,
    /// What is looked at last: numbers, source lines.
    Faint,
    Strong,
    /// Of a lane.
    Lane(usize),
    /// One of the three accesses of a finding.
    Mark,
    /// Where it failed.
    Fault,
}

impl Tone {
    /// The parameters of SGR (ECMA-48, 8.3.117).
    fn code(self) -> &'static str {
        match self {
            // Main's is the terminal's own.
            Self::Plain | Self::Lane(0) => "",
            Self::Faint => "2",
            Self::Strong => "1",
            Self::Lane(lane) => ["36", "35", "32", "34"][(lane - 1) % 4],
            Self::Mark => "1;7;33",
            Self::Fault => "1;31",
        }
    }

    /// The text in this tone, if there is colour at all.
    pub(super) fn paint(self, text: &str, colour: bool) -> String {
        match self.code() {
            code if colour && !code.is_empty() && !text.is_empty() => format!("\x1b[{code}m{text}\x1b[0m"),
            _ => text.into(),
        }
    }
}

/// Whether what `check` says is to have colour.
///
/// The test harness keeps what a test prints, and prints it later; but the streams are the program's own, so they tell where it will go.
pub(super) fn is_wanted() -> bool {
    let wish = std::env::var("IRQSHARE_COLOR").ok();
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    decided(wish.as_deref(), refused, stderr().is_terminal() || stdout().is_terminal())
}

fn decided(wish: Option<&str>, refused: bool, terminal: bool) -> bool {
    match wish {
        Some("always") => true,
        Some("never") => false,
        _ => terminal && !refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches colour in a file, and a wish that loses against what is found out.
    #[test]
    fn a_wish_goes_before_no_color_and_that_before_the_terminal() {
        assert!(decided(None, false, true));
        assert!(!decided(None, false, false));
        assert!(!decided(None, true, true));
        assert!(decided(Some("always"), true, false));
        assert!(!decided(Some("never"), false, true));
        assert!(decided(Some("sometimes"), false, true), "what isn't known is no wish");
    }

    /// Catches a tone that leaves the terminal in its colour, and one that paints where there is none.
    #[test]
    fn a_tone_ends() {
        assert_eq!(Tone::Fault.paint("x", true), "\x1b[1;31mx\x1b[0m");
        assert_eq!(Tone::Fault.paint("x", false), "x");
        assert_eq!(Tone::Lane(0).paint("x", true), "x");
        assert_eq!(Tone::Lane(5).code(), Tone::Lane(1).code());
    }
}
