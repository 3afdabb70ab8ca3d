//! Whether interrupts are masked at a boundary, as far as the instructions on the way there tell.

use crate::isa::Effect;

/// Deeper than any operation nests its locks: a loop that masks ever deeper ends here.
const DEEPEST: u8 = 32;

/// What can't be told from the instructions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Boundaries that stay masked after a release (AVR).
    pub release_delay: u8,
    /// Interrupts are off all along, whatever the instructions do.
    pub all_off: bool,
}

/// The masks at a boundary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Masks {
    /// Levels of everything off.
    depth: u8,
    /// Levels of ceilings.
    ceilings: u8,
    /// The ceiling, of those, from which on this striker is held off.
    closed: Option<u8>,
    /// Boundaries, this one included, that a release leaves masked.
    delay: u8,
}

impl Masks {
    /// Whether the striker strikes here.
    pub fn open(self, rules: Rules) -> bool {
        !rules.all_off && self.depth == 0 && self.closed.is_none() && self.delay == 0
    }

    /// Whether a level of everything, or of a ceiling, is still raised.
    pub fn raised(self) -> bool {
        self.depth > 0 || self.ceilings > 0
    }

    /// After an instruction that does nothing to them.
    #[must_use]
    pub fn passed(self) -> Self {
        Self { delay: self.delay.saturating_sub(1), ..self }
    }

    /// After a handler's return.
    #[must_use]
    pub fn delayed(self, rules: Rules) -> Self {
        Self { delay: rules.release_delay, ..self }
    }

    /// After an instruction: each way that it may be.
    pub fn after(self, effect: Effect, rules: Rules) -> Vec<Self> {
        let before = self.passed();
        // Under an outer level the delay goes unseen; a release at depth 0 has it too, since it writes the flag.
        let released = |depth| Self { depth, delay: rules.release_delay, ..before };
        match effect {
            Effect::None => vec![before],
            Effect::Raise => vec![Self { depth: (self.depth + 1).min(DEEPEST), ..before }],
            Effect::Lower => vec![released(self.depth.saturating_sub(1))],
            Effect::Open => vec![released(0)],
            Effect::RaiseCeiling => {
                let ceilings = (self.ceilings + 1).min(DEEPEST);
                let open = Self { ceilings, ..before };
                // Either this ceiling holds the striker off, until it is lowered, or it doesn't; nobody knows the numbers.
                let closed = Self { closed: Some(ceilings), ..open };
                if self.closed.is_some() || rules.all_off { vec![open] } else { vec![open, closed] }
            }
            Effect::LowerCeiling => {
                let ceilings = self.ceilings.saturating_sub(1);
                vec![Self { ceilings, closed: self.closed.filter(|&level| level <= ceilings), ..before }]
            }
        }
    }
}
