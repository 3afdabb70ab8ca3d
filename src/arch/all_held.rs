//! Where a lock up to a ceiling holds every handler off, so that none of them is above it. (A custom mask may do less; what runs above its ceiling, nothing here can tell.)

use crate::mask::Ceiling;

/// See `LETS_ABOVE_IN`.
#[cfg(feature = "embassy-sync-08")]
pub(crate) const LETS_ABOVE_IN: bool = false;

/// Whether the running context is above a ceiling: none is.
#[inline(always)]
pub(crate) fn runs_above(_: Ceiling) -> bool {
    false
}

/// Which context is inside: one at a time, since all others are held off.
#[cfg(feature = "embassy-sync-08")]
pub(crate) struct Inside;

#[cfg(feature = "embassy-sync-08")]
impl Inside {
    pub(crate) const fn new() -> Self {
        Self
    }

    /// Comes in, until what this gives is dropped.
    #[inline(always)]
    #[expect(clippy::unnecessary_wraps, reason = "elsewhere another context may be inside")]
    pub(crate) fn enter(&self) -> Option<&Self> {
        Some(self)
    }
}
