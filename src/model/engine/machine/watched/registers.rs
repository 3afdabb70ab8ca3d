//! Registers at their addresses: of peripherals, and AVR's status register.

use super::super::{Machine, stop};
use super::{memory, put};
use crate::model::engine::access::Kind;
use crate::model::engine::bytes::Bytes;
use crate::model::engine::failure_kind::FailureKind;
use crate::model::engine::place::Place;
use crate::model::engine::watched::{Begun, BusAccess, Caller, Load, There, Watched, number as value};
use std::boxed::Box;
use std::format;
use std::vec::Vec;

impl Machine<'_> {
    /// AVR's status register is read, or will be written when the next callback comes.
    pub(super) fn sreg(&self, w: &Watched, address: usize, written: bool, caller: Caller) {
        if written {
            *w.begun.borrow_mut() = Some(Begun::Sreg(address, w.place(caller)));
        } else {
            let others = memory(address, 1)[0] & 0x7f;
            put(address, &[others | u8::from(self.is_on()) << 7]);
        }
    }

    /// A register is accessed: what its peripheral does with that.
    pub(super) fn register(
        &self,
        w: &Watched,
        number: usize,
        (address, size): (usize, usize),
        written: bool,
        place: Place,
    ) {
        if self.hardware.get() {
            let at = core::ptr::without_provenance(address);
            return self.hardware_access(at, size, written, Kind::ActiveRegister, place);
        }
        self.reacts();
        let at = core::ptr::without_provenance(address);
        self.access(at, size, written, place);
        if written {
            let old = memory(address, size).into();
            *w.begun.borrow_mut() = Some(Begun::Register(number, (address, old), place));
            return;
        }
        let given = self.peripheral_reacts(w, number, (address, size), None);
        // What it made pending is taken now, before the load has its value.
        self.take();
        let real: Box<[u8]> = memory(address, size).into();
        put(address, &given.to_le_bytes()[..size.min(8)]);
        self.watched_log(w, (address, size), "reads", place);
        *w.load.borrow_mut() = Some(Load { address, real });
    }

    /// A register has been written.
    pub(super) fn register_written(
        &self,
        w: &Watched,
        number: usize,
        address: usize,
        old: &[u8],
        place: Place,
    ) {
        let size = old.len();
        let new: Vec<u8> = memory(address, size).into();
        put(address, old);
        let held = self.peripheral_reacts(w, number, (address, size), Some(value(&new)));
        put(address, &held.to_le_bytes()[..size.min(8)]);
        if self.draws() {
            self.log_watched(w, (address, size), ("writes", true), place, (Some(old), Some(&new)));
        }
        self.take();
    }

    fn peripheral_reacts(
        &self,
        w: &Watched,
        number: usize,
        (address, size): (usize, usize),
        written: Option<u64>,
    ) -> u64 {
        let peripheral = w.peripheral(number);
        let base = peripheral.base();
        let held = value(memory(address, size));
        let access = BusAccess { base, offset: address - base, size, held, written };
        self.as_hardware(|| (peripheral.reacts)(&access))
    }

    /// A peripheral writes another register of its own.
    pub(in crate::model) fn poke_register(&self, address: usize, bytes: &[u8], place: Place) {
        if let Some(w) =
            self.program.watched.as_ref().filter(|_| self.is_register(address, bytes.len(), place))
        {
            self.refuse_in_condition("writes", place);
            let written = memory(address, bytes.len()) != bytes;
            self.hardware_access(
                core::ptr::without_provenance(address),
                bytes.len(),
                written,
                Kind::ActiveRegister,
                place,
            );
            w.will_write(address, bytes.len());
            put(address, bytes);
        }
    }

    /// Whether so many bytes are of a peripheral. Stops the run if they aren't.
    fn is_register(&self, address: usize, size: usize, place: Place) -> bool {
        let there = |at| self.program.watched.as_ref().map(|w| w.there(at));
        let last = address.checked_add(size - 1);
        let is = last.is_some_and(|last| there(last) == there(address))
            && matches!(there(address), Some(There::Register(_)));
        if !is && !std::thread::panicking() {
            stop(
                FailureKind::BadSetup,
                format!(
                    "a device or a test looks for a register at {address:#x}, at {place}: no peripheral is there. Add `.peripheral(address, size, reacts)`"
                ),
            );
        }
        is
    }

    /// It looks at one.
    pub(in crate::model) fn peek_register(&self, address: usize, size: usize, place: Place) -> u64 {
        if !self.is_register(address, size, place) {
            return 0;
        }
        let at = core::ptr::without_provenance(address);
        self.hardware_access(at, size, false, Kind::ActiveRegister, place);
        value(memory(address, size))
    }

    /// Whether the line with this number, if it is attached, is on; or pends.
    pub(in crate::model) fn is_set(&self, number: u16, on: bool) -> bool {
        let lines = &self.program.lines;
        let line = lines.iter().position(|line| line.device.is_none() && line.number == number);
        line.is_some_and(|line| {
            self.touched(if on { Bytes::switch(line) } else { Bytes::pending(line) }, false);
            if on { self.enabled.has(line) } else { self.pending.has(line) }
        })
    }

    /// The NVIC's byte of priority is written, of the line with this number.
    pub(in crate::model) fn set_hardware_priority(&self, number: u16, byte: u8, place: Place) {
        let lines = &self.program.lines;
        let line = lines.iter().position(|line| line.device.is_none() && line.number == number);
        let hardware = u16::from(byte >> (8 - self.program.priority_bits));
        if let Some(line) = line {
            self.set_priority(line, self.program.top() - hardware, place);
        }
    }
}
