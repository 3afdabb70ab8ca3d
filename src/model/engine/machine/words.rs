//! Words: how many a value has on the emulated CPU; and for values of which not any bytes are one, whether those that were read make one.
//!
//! Contract: they do if all came from one write, or from none. It may be made a value then, and else never.

use super::pieces::{Object, POINTER};
use super::torn::{Torn, Value, Written};
use super::{Machine, stop};
use crate::model::engine::bytes::Bytes;
use crate::model::engine::failure_kind::FailureKind;
use crate::model::engine::place::Place;
use core::mem::MaybeUninit;
use std::boxed::Box;
use std::format;
use std::string::String;

/// What is made of pointers has a word for each on the emulated CPU, or two on AVR.
impl Machine<'_> {
    fn words_of_pointer(&self) -> usize {
        if self.is_avr() { 2 } else { 1 }
    }

    /// How many words so many bytes have; or which of them begins here.
    pub(crate) fn words(&self, bytes: usize, pointers: bool) -> usize {
        if pointers {
            bytes / POINTER * self.words_of_pointer() + usize::from(bytes % POINTER > 0)
        } else {
            bytes.div_ceil(self.word())
        }
    }
}

impl Machine<'_> {
    /// Before an access: forgets what was written there if the memory had another use since,
    /// because that doesn't tell what it holds now.
    pub(crate) fn recall_words(&self, address: *const (), object: Object, now: Value<'_>) {
        let mut all = self.torn.borrow_mut();
        if !all.is_empty() {
            let bytes = Bytes::of(address as usize, object.size);
            all.retain_mut(|torn| {
                !torn.bytes.meets(bytes) || (torn.bytes == bytes && self.is_still(torn, object, now))
            });
        }
    }

    /// Whether each word is as it was written last.
    fn is_still(&self, torn: &mut Torn, object: Object, now: Value<'_>) -> bool {
        if torn.words.len() != self.words(object.size, object.pointers) {
            return false;
        }
        let mut done = 0;
        while let Some(piece) = self.piece(object, done, true) {
            let part = piece.at..piece.at + piece.bytes;
            let written = &torn.values[torn.words[self.words(piece.at, object.pointers)]].value;
            if !Value(&now.0[part.clone()]).is(&written[part]) {
                return false;
            }
            done += piece.counts;
        }
        // What was written may have been a number, and what is there now a pointer to that address.
        // Only the pointer may be followed, so it is kept in place of the number.
        if let Some(same) = torn.values.iter_mut().find(|written| now.is(&written.value)) {
            same.value.copy_from_slice(now.0);
        }
        true
    }

    /// A word of `new` is written now, of so many, in the place of `old`.
    pub(crate) fn word_written(
        &self,
        object: *const (),
        (old, new): (Value<'_>, Value<'_>),
        (word, words): (usize, usize),
        place: Place,
    ) {
        let bytes = Bytes::of(object as usize, new.0.len());
        let mut all = self.torn.borrow_mut();
        let index = all.iter().position(|torn| torn.bytes == bytes).unwrap_or_else(|| {
            let first = Written { value: old.0.into(), by: None };
            all.push(Torn { bytes, values: std::vec![first], words: std::vec![0; words] });
            all.len() - 1
        });
        let torn = &mut all[index];
        let value = torn.values.iter().position(|written| new.is(&written.value)).unwrap_or_else(|| {
            torn.values.push(Written { value: new.0.into(), by: None });
            torn.values.len() - 1
        });
        torn.values[value].value.copy_from_slice(new.0);
        torn.values[value].by = Some((self.who(), place));
        torn.words[word] = value;
    }

    /// From which of its values a word comes that is read now.
    pub(crate) fn word_read(&self, object: *const (), size: usize, word: usize) -> usize {
        let bytes = Bytes::of(object as usize, size);
        self.torn.borrow().iter().find(|torn| torn.bytes == bytes).map_or(0, |torn| torn.words[word])
    }

    /// What is written now may be torn, or what has it may be: from here on it is new.
    pub(crate) fn forget_words(&self, object: *const (), size: usize) {
        let mut all = self.torn.borrow_mut();
        // What has no size may stand where another field begins, and changes nothing of that.
        if size > 0 && !all.is_empty() {
            let bytes = Bytes::of(object as usize, size);
            all.retain(|torn| !torn.bytes.meets(bytes));
        }
    }

    /// All words were read, and they come from these: what they make, if it was written in this run. Stops the run if it is no value; while it unwinds, another one is told instead.
    ///
    /// With `alike`, words of several make one if together they look like one of those: then they do on the target.
    pub(crate) fn words_read(
        &self,
        object: *const (),
        read: Value<'_>,
        from: &[usize],
        alike: bool,
        place: Place,
    ) -> Option<Box<[MaybeUninit<u8>]>> {
        let bytes = Bytes::of(object as usize, read.0.len());
        let all = self.torn.borrow();
        let torn = all.iter().find(|torn| torn.bytes == bytes)?;
        let second = from.iter().find(|&&other| other != from[0]);
        let looks = from.iter().find(|&&value| alike && read.is(&torn.values[value].value));
        let (Some(&second), None, false) = (second, looks, std::thread::panicking()) else {
            let value = *looks.unwrap_or(&from[0]);
            return Some(torn.values[value].value.clone());
        };
        let who = self.program.name(self.who());
        let (first, second) = (self.origin(&torn.values[from[0]]), self.origin(&torn.values[second]));
        drop(all);
        stop(
            FailureKind::Torn,
            format!(
                "torn: at {place} `{who}` reads words of two values, and together they are none: one {first}, another {second}. Make it a `Global`, or \
                 hold the interrupt off wherever it is read or written (`interrupts::free`)"
            ),
        )
    }

    fn origin(&self, written: &Written) -> String {
        match written.by {
            Some((who, place)) => format!("was written by `{}` at {place}", self.program.name(who)),
            None => "was there when the run began".into(),
        }
    }
}
