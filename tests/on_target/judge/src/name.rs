//! What operations and the ways to strike them are called.

use anyhow::{Error, bail};
use std::str::FromStr;

/// Who strikes whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// `l`: the low handler strikes main.
    Low,
    /// `h`: the high handler strikes main.
    High,
    /// `t`: the top handler (`SysTick`) strikes main.
    Top,
    /// `b`: low and high are both pending at one moment.
    Both,
    /// `L`: the operation runs inside the low handler, and high strikes it.
    InLow,
    /// `x`: the top handler strikes, and makes the line pending that the operation enables or disables.
    Line,
    /// `u`: the urgent handler, above the ceilings of all locks, strikes main.
    Urgent,
    /// `U`: the operation runs inside the low handler, and urgent strikes it.
    InLowUrgent,
    /// `n`: low strikes main, and high strikes low's action. Only in excuses: the log has records of another form for it.
    Nested,
}

impl Mode {
    const ALL: [(Self, char, &'static str); 9] = [
        // In the order of the variants.
        (Self::Low, 'l', ""),
        (Self::High, 'h', "/high"),
        (Self::Top, 't', "/top"),
        (Self::Both, 'b', "/both"),
        (Self::InLow, 'L', "/in-low"),
        (Self::Line, 'x', "/line"),
        (Self::Urgent, 'u', "/urgent"),
        (Self::InLowUrgent, 'U', "/in-low-urgent"),
        (Self::Nested, 'n', "/nested"),
    ];

    /// Its letter in excuses, and in the log.
    pub fn letter(self) -> char {
        Self::ALL[self as usize].1
    }

    /// What is appended to the operation's name.
    pub fn suffix(self) -> &'static str {
        Self::ALL[self as usize].2
    }

    /// The mode of a letter.
    pub fn of_letter(letter: char) -> Option<Self> {
        Self::ALL.iter().find(|mode| mode.1 == letter).map(|mode| mode.0)
    }
}

impl FromStr for Mode {
    type Err = Error;

    fn from_str(field: &str) -> Result<Self, Error> {
        let mut letters = field.chars();
        match (letters.next().and_then(Self::of_letter), letters.next()) {
            (Some(mode), None) if mode != Self::Nested => Ok(mode),
            _ => bail!("`{field}` isn't a mode: expected one of l h t b L x u U"),
        }
    }
}

/// `op_global_u16_get` is called `global-u16-get`.
pub fn of_symbol(symbol: &str) -> String {
    symbol.strip_prefix("op_").unwrap_or(symbol).replace('_', "-")
}
