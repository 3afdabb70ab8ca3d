//! Devices: what the hardware around the CPU does by itself, at any moment, whatever is masked.
//!
//! Contract: a device acts between two instructions, as one. It is no context: nothing strikes it. Its accesses are strikes at the contexts that are interrupted.
//!
//! Whether its condition holds is asked at each moment, which is nothing that happens. But who writes what it looks at changes what may nest in a handler: that is in the handler's footprint.

use super::asks::Asks;
use super::{Frame, Machine, stop};
use crate::model::engine::access::Kind;
use crate::model::engine::bytes::Bytes;
use crate::model::engine::failure_kind::FailureKind;
use crate::model::engine::place::Place;
use crate::model::engine::recorded::What;
use crate::model::engine::set::numbers;
use core::cell::Cell;
use std::format;
use std::vec::Vec;

impl Machine<'_> {
    pub(super) fn is_device(&self, line: usize) -> bool {
        self.devices >> line & 1 == 1
    }

    /// What only the program does: a peripheral has no cells, masks nothing and doesn't sleep.
    #[inline]
    pub(super) fn as_program(&self, does: &str, place: Place) {
        if self.hardware.get() && !std::thread::panicking() {
            Self::not_hardware(does, place);
        }
    }

    #[cold]
    fn not_hardware(does: &str, place: Place) -> ! {
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
        #[cfg(irqshare_watch)]
        let f = || crate::model::engine::watched::as_hardware(f);
        f()
    }

    /// Of some devices, those that may act now.
    #[cold]
    pub(super) fn ready(&self, devices: u64) -> u64 {
        numbers(devices).filter(|&line| self.is_ready(line)).fold(0, |ready, line| ready | 1 << line)
    }

    /// Whether the condition holds under which a device acts. That it is asked is nothing that happens.
    pub(super) fn is_ready(&self, line: usize) -> bool {
        match self.program.lines[line].condition() {
            Some(condition) => self.asked(Asks::Whether, condition),
            None => true,
        }
    }

    fn asked(&self, asks: Asks, condition: impl Fn() -> bool) -> bool {
        struct Restore<'a>(&'a Cell<Asks>, Asks);
        impl Drop for Restore<'_> {
            fn drop(&mut self) {
                self.0.set(self.1);
            }
        }
        let _restore = Restore(&self.asks, self.asks.replace(asks));
        self.as_hardware(condition)
    }

    /// What a condition doesn't do.
    #[inline]
    pub(in crate::model) fn refuse_in_condition(&self, does: &str, place: Place) {
        if self.asks.get() != Asks::Nothing && !std::thread::panicking() {
            Self::not_a_look(does, place);
        }
    }

    #[cold]
    fn not_a_look(does: &str, place: Place) -> ! {
        stop(
            FailureKind::BadSetup,
            format!(
                "the condition of a device {does} at {place}, but it is asked at every moment, so it must only look (`peek`): let the device do that when it acts"
            ),
        )
    }

    /// A device's access: no point, for nothing strikes within an instruction.
    pub(in crate::model) fn hardware_access(
        &self,
        object: *const (),
        size: usize,
        written: bool,
        kind: Kind,
        place: Place,
    ) {
        let bytes = Bytes::of(object as usize, size);
        // A test looks at the hardware between two instructions: who comes before that, and who comes after it, make a difference.
        let by_the_test = !self.hardware.get() && !self.live;
        if by_the_test {
            self.looks(bytes, written, place);
            self.before(bytes, written);
            self.point();
            self.another_moment();
            self.step(Some(place));
        } else if written {
            self.may_be_written(bytes);
        }
        if self.asks.get() == Asks::Whether {
            self.is_swayed_by(bytes);
        } else {
            self.touched(bytes, written);
        }
        if std::thread::panicking() {
            return;
        }
        self.check_reset(bytes, place);
        // What a register does within an instruction of the program's is part of that.
        if self.asks.get() == Asks::Nothing && self.who().is_some_and(|who| self.is_device(who)) {
            self.note_strike(bytes, written, kind, place);
        }
    }

    /// The same for memory, which the program uses in other ways.
    pub(in crate::model) fn device_access(
        &self,
        object: *const (),
        size: usize,
        written: bool,
        place: Place,
    ) {
        if !self.hardware.get() && !std::thread::panicking() {
            stop(
                FailureKind::BadSetup,
                format!(
                    "the program uses `peek` or `poke` of a `Plain` at {place}, which are for devices: write `get` or `set`"
                ),
            );
        }
        if written {
            self.refuse_in_condition("writes", place);
        }
        self.hardware_access(object, size, written, Kind::Memory, place);
    }

    /// A device does what it does.
    pub(super) fn act(&self, line: usize, decision: Option<usize>) {
        let Some(device) = &self.program.lines[line].device else { return };
        self.ends_rounds();
        self.step(None);
        self.arrived(decision);
        self.lines[line].fired.set(self.lines[line].fired.get() + 1);
        let on_top = self.puts_on_top(Frame { line, bounded: true });
        self.log(What::Start, None, "acts");
        self.begins();
        let noticed = self.notices();
        if let Some(condition) = &device.condition {
            // Who changes what it looks at changes whether the device acts.
            self.asked(Asks::Why, condition);
        }
        self.as_hardware(&device.acts);
        drop(noticed);
        drop(on_top);
        // What was declined before it acted is another moment now.
        self.another_moment();
    }

    // ---- devices that run on ----

    /// Those that have acted as often as they may by themselves, and may act for what waits.
    pub(super) fn run_on(&self) -> Vec<usize> {
        let devices = self.running_on & !self.able.bits();
        if devices == 0 { Vec::new() } else { numbers(self.ready(devices)).collect() }
    }

    /// One of them acts.
    pub(super) fn acts_for_a_wait(&self, line: usize) {
        self.act(line, None);
        self.changed_more();
    }
}
