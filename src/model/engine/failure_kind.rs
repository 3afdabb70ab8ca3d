//! `FailureKind`: what can end a run, or be wrong with a check. The public name of it is `model::FailureKind`.

/// What went wrong.
///
/// ```
/// use irqshare::model::{self, FailureKind, Setup};
///
/// let failure = model::try_check(&Setup::avr().limit(0), |_cpu, _main| {}).unwrap_err();
/// match failure.kind() {
///     FailureKind::Incomplete => panic!("raise the limit"),
///     // "a limit of zero schedules checks nothing: .."
///     FailureKind::BadSetup => println!("{}", failure.message()),
///     _ => panic!("{failure}"),
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FailureKind {
    /// Main or a handler panicked: an assertion, or one of the crate's own.
    Panic,
    /// Two contexts had the value of one `Shared` at once.
    TwoReferences,
    /// A [`Plain`](crate::model::Plain) pointer, `char` or the like was read of which one half is older than the other: see [`Bits`](crate::model::Bits).
    Torn,
    /// Main sleeps, and nothing is left that could wake it.
    AsleepForEver,
    /// Accesses that aren't atomic although each is safe: see [`Failure::findings`](crate::model::Failure::findings).
    NotAtomic,
    /// What is allowed by the setup was not found.
    StaleAllowance,
    /// A handler looked for a value that main had not moved in yet.
    TooEarly,
    /// Sections hold a vector off for longer than its budget.
    MaskedTooLong,
    /// More handlers are nested than the budget has.
    TooDeep,
    /// Handlers make each other or themselves pending without end.
    Storm,
    /// A vector fires at another priority than the one it is bound with.
    WrongPriority,
    /// A limit ended the search before it was complete: [`Failure::complete_up_to`](crate::model::Failure::complete_up_to) says how far it got.
    Incomplete,
    /// An attached vector fired in no schedule, so nothing was checked about it.
    NeverFired,
    /// A cell was used that the setup doesn't reset.
    NotReset,
    /// One schedule went on for longer than [`Setup::longest`](crate::model::Setup::longest).
    Endless,
    /// The same interrupts didn't give the same run.
    NotDeterministic,
    /// The setup can't be run as it is.
    BadSetup,
    /// A watched program shares memory that can't be watched, or nothing of it calls back: see `Setup::watch`.
    NotWatched,
    /// The token is broken, or another test's.
    BadToken,
}

impl FailureKind {
    /// For the last line of a picture.
    pub(super) fn says(self) -> &'static str {
        match self {
            Self::Panic => "panics",
            Self::TwoReferences => "has a second reference",
            Self::Torn => "reads what is no value",
            Self::AsleepForEver => "sleeps for ever",
            Self::TooEarly => "moves it in too late",
            Self::MaskedTooLong => "masks for too long",
            Self::TooDeep => "is nested too deep",
            Self::Storm => "gets nowhere",
            Self::WrongPriority => "has the wrong priority",
            Self::Endless => "doesn't end",
            _ => "fails",
        }
    }
}
