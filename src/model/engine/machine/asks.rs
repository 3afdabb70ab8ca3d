//! `Asks`: what is asked of a device's condition, while it is.

/// What the condition of a device is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Asks {
    /// None is.
    #[default]
    Nothing,
    /// Whether it holds, at some moment.
    Whether,
    /// What it looks at, now that its device acts.
    Why,
}
