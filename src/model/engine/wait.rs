//! `Wait`: a context looks at the same again and again, as the machine tells the path of it; and what comes of it.

/// A wait that is to be judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wait {
    /// Where it looks: an address.
    pub(super) place: usize,
    /// How long it went on already.
    pub(super) stage: Stage,
}

/// How long a wait goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Stage {
    /// For some rounds.
    #[default]
    New,
    /// For as long as one is tried again that had no end before.
    Long,
    /// For as long as one is tried for the first time.
    Longest,
}

/// What comes of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Judged {
    /// It ends by itself, and all may come meanwhile that may.
    Ends,
    /// It goes on, and is judged again.
    GoesOn,
    /// It is tried whether it ends, by this decision, until this stage.
    Try(usize, Stage),
}
