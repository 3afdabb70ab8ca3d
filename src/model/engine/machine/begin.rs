//! Where a section began, as far as that is known: for what holds a vector off for long.

use crate::model::engine::place::Place;

/// Where a section began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::model) enum Begin {
    /// Here.
    At(Place),
    /// Another crate's function opened it, which doesn't say for whom; and nothing was accessed in it yet.
    Unknown,
    /// The same; its first access was here.
    FirstAccess(Place),
}

impl Begin {
    /// The place that is known.
    pub(in crate::model) fn place(self) -> Option<Place> {
        match self {
            Self::At(place) | Self::FirstAccess(place) => Some(place),
            Self::Unknown => None,
        }
    }

    /// In words, behind "by".
    pub(in crate::model) fn says(self) -> std::string::String {
        match self {
            Self::At(place) => std::format!("the section or lock that begins at {place}"),
            Self::Unknown => "a section of another crate".into(),
            Self::FirstAccess(place) => {
                std::format!(
                    "the section of another crate (`critical_section::with`, say) whose first access is at {place}"
                )
            }
        }
    }

    /// The same, if an access comes now.
    pub(super) fn accessed(self, place: Place) -> Self {
        match self {
            Self::Unknown => Self::FirstAccess(place),
            known => known,
        }
    }
}
