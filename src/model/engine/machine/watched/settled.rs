//! What the last callback announced, when the next one comes.

use super::super::{Machine, stop};
use super::{memory, put};
use crate::model::engine::failure_kind::FailureKind;
use crate::model::engine::watched::{Begun, Store, Under, Watched, as_handler};
use std::boxed::Box;
use std::string::String;
use std::vec::Vec;

impl Machine<'_> {
    /// Runs a handler's code. What it has begun is done at its end.
    pub(in crate::model::engine) fn as_code_of_the_program(&self, code: impl FnOnce()) {
        struct Interrupted<'a>(&'a Watched, Under);
        impl Drop for Interrupted<'_> {
            fn drop(&mut self) {
                self.0.calls.borrow_mut().goes_on(core::mem::take(&mut self.1));
            }
        }
        let watched = self.program.watched.as_ref();
        let _interrupted = watched.map(|w| Interrupted(w, w.calls.borrow_mut().interrupted()));
        as_handler(code);
        if let Some(w) = watched {
            self.comes_to_hook(w);
        }
    }

    /// The program calls the model, behind what it did to memory. If the run is over, that ends it.
    pub(in crate::model::engine) fn comes_to_hook(&self, w: &Watched) {
        if w.is_over() && !std::thread::panicking() {
            std::panic::resume_unwind(Box::new(super::super::Stop::Watched));
        }
        self.settle(w);
    }

    /// An assertion of C's has failed.
    pub(in crate::model::engine) fn assertion_fails(&self, message: String) {
        stop(FailureKind::Panic, message);
    }

    /// What the last callback announced has been done by now: the rest of it is, and then something
    /// else may come.
    pub(in crate::model) fn settle(&self, w: &Watched) {
        if self.hardware.get() {
            return; // a device or a register acts, and the program hasn't got on
        }
        let load = w.load.borrow_mut().take();
        if let Some(load) = load {
            put(load.address, &load.real);
        }
        let begun = w.begun.borrow_mut().take();
        match begun {
            None => {}
            Some(Begun::Store(store)) => self.stored(w, &store),
            Some(Begun::Register(number, (address, old), place)) => {
                self.register_written(w, number, address, &old, place);
            }
            Some(Begun::Sreg(address, place)) => {
                if memory(address, 1)[0] >> 7 == 1 {
                    self.release(0);
                } else {
                    self.acquire(place);
                }
            }
        }
    }

    fn stored(&self, w: &Watched, store: &Store) {
        /// However it ends, all of it is written.
        struct Whole<'a>(usize, &'a [u8]);
        impl Drop for Whole<'_> {
            fn drop(&mut self) {
                put(self.0, self.1);
            }
        }
        let (address, size) = (store.address, store.old.len());
        let new: Vec<u8> = memory(address, size).into();
        if (!store.whole || store.told == 0) && !w.is_over() {
            put(address, &store.old);
            let whole = Whole(address, &new);
            let object = Self::object(w, address, size);
            for (number, piece) in self.parts(object, true, store.by_bytes).iter().enumerate() {
                if number >= store.told {
                    let at = core::ptr::without_provenance(address);
                    self.access_piece(at, object, piece, true, store.place);
                }
                put(address + piece.at, &new[piece.at..piece.at + piece.bytes]);
            }
            core::mem::forget(whole);
        }
        if let (Some(event), Some(events)) = (store.event, &self.events) {
            if let Some(event) = events.borrow_mut().get_mut(event) {
                event.before = Some(w.facts.shown(address, &store.old));
                event.after = Some(w.facts.shown(address, &new));
            }
        }
    }
}
