//! Devices: what the hardware around the CPU does by itself, at any moment, whatever is masked.
//!
//! Contract: a device acts between two instructions, as one. It is no context: nothing strikes it, and what it touches is no access of anybody's.

use super::{Frame, Machine, stop};
use crate::model::engine::failure_kind::FailureKind;
use crate::model::engine::recorded::What;
use core::panic::Location;
use std::format;

impl Machine<'_> {
    pub(super) fn is_device(&self, line: usize) -> bool {
        self.devices >> line & 1 == 1
    }

    /// What only the program does: a peripheral has no cells, masks nothing and doesn't sleep.
    #[inline]
    pub(super) fn as_program(&self, does: &str, place: &'static Location<'static>) {
        if self.hardware.get() && !std::thread::panicking() {
            Self::not_hardware(does, place);
        }
    }

    #[cold]
    fn not_hardware(does: &str, place: &'static Location<'static>) -> ! {
        stop(
            FailureKind::BadSetup,
            format!(
                "a device or a register {does} at {place}, as only programs do: keep what the hardware knows in `Register`s, use them by `peek` and `poke`, and let \
                 it make lines pending (`cpu.pend`, `cpu.hold`)"
            ),
        )
    }

    /// Runs what isn't code of the program's, at once.
    pub(in crate::model) fn as_hardware<R>(&self, f: impl FnOnce() -> R) -> R {
        struct Restore<'a>(&'a core::cell::Cell<bool>, bool);
        impl Drop for Restore<'_> {
            fn drop(&mut self) {
                self.0.set(self.1);
            }
        }
        let _restore = Restore(&self.hardware, self.hardware.replace(true));
        f()
    }

    /// A device does what it does.
    pub(super) fn act(&self, line: usize, decision: Option<usize>) {
        let Some(device) = &self.program.lines[line].device else { return };
        self.step(None);
        self.arrived(decision);
        self.lines[line].fired.set(self.lines[line].fired.get() + 1);
        self.frames.borrow_mut().push(Frame { line, bounded: true });
        self.log(What::Start, None, "acts");
        let noticed = self.notices();
        self.as_hardware(device);
        drop(noticed);
        self.frames.borrow_mut().pop();
        // What was declined before it acted is another moment now.
        self.another_moment();
    }
}
