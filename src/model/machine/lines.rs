//! Interrupt lines: switched on and off, pended by software.

use super::{FailureKind, Machine, stop};
use crate::mask::bind::Refusal;
use core::any::TypeId;
use core::panic::Location;
use std::format;

impl Machine<'_> {
    pub(in crate::model) fn find(&self, id: TypeId, name: &str) -> usize {
        self.setup.vectors.iter().position(|v| v.id == id).unwrap_or_else(|| {
            stop(
                FailureKind::BadSetup,
                format!("`{name}` isn't attached: add `.attach::<{name}>(1)` to the `Setup`"),
            )
        })
    }

    pub(crate) fn enable(
        &self,
        id: TypeId,
        put: impl FnOnce(),
        place: &'static Location<'static>,
    ) -> Result<(), Refusal> {
        let Some(line) = self.setup.vectors.iter().position(|v| v.id == id) else {
            return Err(Refusal::NoSwitch);
        };
        if !self.cortex() {
            return Err(Refusal::NoSwitch);
        }
        if self.lines[line].enabled.get() {
            return Err(Refusal::AlreadyEnabled);
        }
        put();
        self.switch_line(line, true, place);
        Ok(())
    }

    pub(crate) fn disable(&self, id: TypeId, place: &'static Location<'static>) {
        if let Some(line) = self.setup.vectors.iter().position(|v| v.id == id) {
            self.switch_line(line, false, place);
        }
    }

    pub(in crate::model) fn switch_line(&self, line: usize, on: bool, place: &'static Location<'static>) {
        self.point();
        self.happened();
        self.changed_more();
        self.lines[line].enabled.set(on);
        let name = self.setup.vectors[line].name;
        self.log(place, || format!("{} {name}", if on { "enables" } else { "disables" }));
        self.point();
    }

    pub(crate) fn pend(&self, id: TypeId, name: &str, place: &'static Location<'static>) {
        let line = self.find(id, name);
        self.point();
        self.happened();
        self.changed_more();
        self.step(Some(place));
        self.lines[line].pending.set(true);
        self.log(place, || format!("pends {name}"));
        self.point();
    }
}
