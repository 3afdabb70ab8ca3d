//! `Failure`: what a check found, with the schedule as a picture and the token that replays it.

use std::string::String;

/// What went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FailureKind {
    /// Main or a handler panicked: an assertion, or one of the crate's own.
    Panic,
    /// Two contexts had the value of one `Shared` at once.
    TwoReferences,
    /// Main sleeps, and nothing is left that could wake it.
    AsleepForEver,
    /// The limit ended the search before it was complete.
    Incomplete,
    /// An attached vector fired in no schedule, so nothing was checked about it.
    NeverFired,
    /// A cell was used that the setup doesn't reset.
    NotReset,
    /// One schedule went on for a million accesses.
    Endless,
    /// The same interrupts didn't give the same run.
    NotDeterministic,
    /// The setup can't be run as it is.
    BadSetup,
    /// The token is broken, or another test's.
    BadToken,
}

/// Why a check failed. Its `Display` is the whole report: what, the schedule in lanes, how to replay it.
#[derive(Debug, Clone)]
pub struct Failure {
    pub(super) kind: FailureKind,
    pub(super) message: String,
    pub(super) schedules: u64,
    pub(super) picture: String,
    pub(super) token: Option<String>,
}

impl Failure {
    pub(super) fn without_schedule(kind: FailureKind, message: String) -> Self {
        Self { kind, message, schedules: 0, picture: String::new(), token: None }
    }

    /// What went wrong.
    pub fn kind(&self) -> FailureKind {
        self.kind
    }

    /// What went wrong, in words.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// How many schedules were run, the failing one among them.
    pub fn schedules(&self) -> u64 {
        self.schedules
    }

    /// The failing schedule: a lane for main and for each handler, from top to bottom.
    pub fn picture(&self) -> &str {
        &self.picture
    }

    /// Replays the failing schedule: give it to [`replay`](super::replay), or to `IRQSHARE_REPLAY`.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }
}

impl core::fmt::Display for Failure {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}", self.message)?;
        if !self.picture.is_empty() {
            write!(f, "\n\nschedule {} of the search:\n{}", self.schedules, self.picture)?;
        }
        if let Some(token) = &self.token {
            write!(f, "\ntoken: {token}")?;
        }
        Ok(())
    }
}

impl core::error::Error for Failure {}
