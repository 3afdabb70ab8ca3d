//! Blocks of watched code: a struct, a buffer, that the C library copies, compares or sets, word by
//! word.

use super::super::{Machine, Object};
use super::{memory, put};
use crate::model::engine::watched::{Caller, Watched};
use core::cmp::Ordering;
use std::vec::Vec;

impl Machine<'_> {
    /// Copies a block, word by word if it is watched; whether it did.
    pub(in crate::model::engine) fn watched_copy(
        &self,
        w: &Watched,
        to: usize,
        from: usize,
        size: usize,
        caller: Caller,
    ) -> bool {
        self.settle(w);
        if size == 0 {
            return false;
        }
        let (reads, writes) =
            (self.is_watched(w, (from, size), false, caller), self.is_watched(w, (to, size), true, caller));
        if !reads && !writes {
            return false;
        }
        let place = w.place(caller);
        if self.hardware.get() {
            if reads {
                self.hardware_watched((from, size), false, place);
            }
            if writes {
                self.hardware_watched((to, size), true, place);
            }
            return false;
        }
        let object = Object { size, pointers: false };
        let mut pieces = self.pieces(object, false);
        if (from + 1..from + size).contains(&to) {
            // As `memmove` does where they overlap.
            pieces.reverse();
        }
        let before: Vec<u8> = if self.draws() { memory(to, size).into() } else { Vec::new() };
        let mut copied = std::vec![0; size];
        for piece in pieces {
            let part = piece.at..piece.at + piece.bytes;
            if reads {
                self.access_piece(core::ptr::without_provenance(from), object, &piece, false, place);
            }
            let word: Vec<u8> = memory(from, size)[part.clone()].into();
            copied[part.clone()].copy_from_slice(&word);
            if writes {
                self.access_piece(core::ptr::without_provenance(to), object, &piece, true, place);
            }
            put(to + part.start, &word);
        }
        if self.draws() {
            if reads {
                self.log_watched(w, (from, size), ("reads", false), place, (None, Some(&copied)));
            }
            if writes {
                self.log_watched(w, (to, size), ("writes", true), place, (Some(&before), Some(&copied)));
            }
        }
        true
    }

    /// Compares blocks: how the first differs from the second, if either is watched.
    pub(in crate::model::engine) fn watched_compare(
        &self,
        w: &Watched,
        (a, b): (usize, usize),
        size: usize,
        caller: Caller,
    ) -> Option<Ordering> {
        self.settle(w);
        let watched = [a, b].map(|at| size > 0 && self.is_watched(w, (at, size), false, caller));
        if self.hardware.get() || watched == [false; 2] {
            return None;
        }
        let place = w.place(caller);
        let object = Object { size, pointers: false };
        let mut read = [a, b].map(|at| Vec::from(memory(at, size)));
        for piece in self.pieces(object, false) {
            let part = piece.at..piece.at + piece.bytes;
            for ((at, watched), read) in [a, b].into_iter().zip(watched).zip(&mut read) {
                if watched {
                    self.access_piece(core::ptr::without_provenance(at), object, &piece, false, place);
                }
                read[part.clone()].copy_from_slice(&memory(at, size)[part.clone()]);
            }
        }
        for (at, read) in
            [a, b].into_iter().zip(&read).zip(watched).filter_map(|(it, watched)| watched.then_some(it))
        {
            if self.draws() {
                self.log_watched(w, (at, size), ("compares", false), place, (None, Some(read)));
            }
        }
        Some(read[0].cmp(&read[1]))
    }

    /// Sets a block to a byte, word by word if it is watched; whether it did.
    pub(in crate::model::engine) fn watched_set(
        &self,
        w: &Watched,
        to: usize,
        byte: u8,
        size: usize,
        caller: Caller,
    ) -> bool {
        self.settle(w);
        if size == 0 || !self.is_watched(w, (to, size), true, caller) {
            return false;
        }
        let place = w.place(caller);
        if self.hardware.get() {
            self.hardware_watched((to, size), true, place);
            return false;
        }
        let object = Object { size, pointers: false };
        let before: Vec<u8> = if self.draws() { memory(to, size).into() } else { Vec::new() };
        let set = std::vec![byte; size];
        for piece in self.pieces(object, false) {
            self.access_piece(core::ptr::without_provenance(to), object, &piece, true, place);
            put(to + piece.at, &set[piece.at..piece.at + piece.bytes]);
        }
        if self.draws() {
            self.log_watched(w, (to, size), ("writes", true), place, (Some(&before), Some(&set)));
        }
        true
    }
}
