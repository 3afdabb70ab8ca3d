//! Handlers that something else binds: which of them runs, and whether it says so for the first time.
//!
//! Contract: a line that is entered is on top of everything that runs, and isn't entered again before it is left.

use super::Machine;
use core::any::TypeId;

/// Why a line isn't entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotEntered {
    /// Main runs, or another handler.
    OtherContext,
    /// It is already.
    Already,
}

impl Machine<'_> {
    /// Enters the line whose handler runs, and says which one that is. Its priority is right, or it wouldn't run (`check_priority`).
    pub(crate) fn enter(&self, id: TypeId) -> Result<usize, NotEntered> {
        let line = self.who().filter(|&line| self.program.lines[line].id == id);
        let line = line.ok_or(NotEntered::OtherContext)?;
        if self.entered.has(line) {
            return Err(NotEntered::Already);
        }
        self.entered.put(line, true);
        Ok(line)
    }

    pub(crate) fn leave(&self, line: usize) {
        self.entered.put(line, false);
    }
}
