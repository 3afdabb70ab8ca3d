//! Vectors by their numbers, and masks by their registers: for C, and for what writes to the NVIC.

use super::super::{Machine, stop};
use crate::model::engine::bytes::Bytes;
use crate::model::engine::failure_kind::FailureKind;
use crate::model::engine::place::Place;
use std::format;

impl Machine<'_> {
    /// The line of the vector with this number.
    pub(in crate::model) fn line_of(&self, number: u16) -> usize {
        let lines = &self.program.lines;
        lines.iter().position(|line| line.device.is_none() && line.number == number).unwrap_or_else(|| {
            stop(
                FailureKind::BadSetup,
                format!("the program uses interrupt {number}, which isn't attached: add `.attach_fn(\"its name\", {number}, ..)`"),
            )
        })
    }

    /// Whether a line is switched on.
    pub(in crate::model) fn is_enabled(&self, line: usize) -> bool {
        self.before(Bytes::switch(line), false);
        self.point();
        self.happened();
        self.touched(Bytes::switch(line), false);
        self.sees();
        self.enabled.has(line)
    }

    /// BASEPRI as the register has it: the priority in its upper bits, 0 if nothing is masked.
    pub(in crate::model) fn basepri_register(&self) -> u32 {
        let (level, top) = (u32::from(self.level.get()), u32::from(self.program.top()));
        if level == 0 { 0 } else { (top - level) << (8 - self.program.priority_bits) }
    }

    /// BASEPRI is written.
    pub(in crate::model) fn set_basepri(&self, value: u32, place: Place) {
        let wanted = self.level_of(value);
        if wanted > self.level.get() {
            self.raise(Some(wanted), place);
        } else {
            self.lower(Some(1), u8::try_from(wanted).unwrap_or(u8::MAX));
        }
    }

    /// BASEPRI_MAX is written.
    pub(in crate::model) fn raise_basepri(&self, value: u32, place: Place) {
        let wanted = self.level_of(value);
        if wanted > 0 {
            self.raise(Some(wanted), place);
        }
    }

    fn level_of(&self, value: u32) -> u16 {
        let hardware = (value & 0xff) >> (8 - self.program.priority_bits);
        let top = self.program.top();
        u16::try_from(hardware).ok().filter(|&hardware| hardware > 0).map_or(0, |hardware| top - hardware)
    }

    /// How many handlers have begun and ended so far.
    pub(in crate::model) fn handlers_so_far(&self) -> u32 {
        let begun: u32 = self.lines.iter().map(|line| line.fired.get()).sum();
        2 * begun - u32::try_from(self.depth()).unwrap_or(0)
    }
}
