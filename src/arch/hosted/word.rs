//! The model's memory: every access tells the machine first, which may call handlers there; what is wider than the emulated CPU's word is
//! accessed word by word.

use crate::integer::{Integer, Op};
use crate::model::engine::Place;
use crate::model::engine::{Object, access, access_parts, draws, may_tear, show, with};
use core::cell::UnsafeCell;
use core::mem::MaybeUninit;
use core::ops::Range;

#[repr(transparent)]
pub(crate) struct Word<T>(UnsafeCell<T>);

impl<T> Word<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self(UnsafeCell::new(value))
    }

    pub(crate) fn slot(&self) -> *mut T {
        self.0.get()
    }
}

impl<T: Copy + 'static> Word<T> {
    fn whole(word: usize) -> bool {
        size_of::<T>() == 0
            || (size_of::<T>().is_power_of_two()
                && size_of::<T>() <= word
                && align_of::<T>() >= size_of::<T>())
    }

    #[track_caller]
    pub(crate) fn whole_load(&self) -> bool {
        with(|m| Self::whole(m.load_width()))
    }

    #[track_caller]
    pub(crate) fn whole_store(&self) -> bool {
        with(|m| Self::whole(m.word()))
    }

    /// The same, of a value that one context writes.
    #[track_caller]
    pub(crate) fn sole_store(&self) -> bool {
        self.whole_store()
    }

    #[track_caller]
    pub(crate) fn load(&self) -> T {
        let drawn = access(self.0.get().cast(), size_of::<T>(), false);
        // SAFETY: handlers run inside hooks alone, on this thread.
        let value = unsafe { self.0.get().read() };
        if drawn {
            self.log("get", None, &value);
        }
        value
    }

    #[track_caller]
    pub(crate) fn store(&self, value: T) {
        let drawn = access(self.0.get().cast(), size_of::<T>(), true);
        // SAFETY: handlers run inside hooks alone, on this thread.
        let before = unsafe { self.0.get().replace(value) };
        if drawn {
            self.log("set", Some(&before), &value);
        }
    }

    /// Whether one instruction of the emulated CPU, or a loop that is as good, changes the value.
    #[track_caller]
    pub(crate) fn swaps(&self) -> bool {
        size_of::<T>() != 0 && self.whole_store() && with(|m| m.swaps(size_of::<T>()))
    }

    #[track_caller]
    pub(crate) fn swap(&self, value: T) -> T {
        self.exchange("replace", |_| value)
    }

    #[track_caller]
    pub(crate) fn fetch(&self, op: Op, n: T) -> T
    where
        T: Integer,
    {
        let text = match op {
            Op::Add => "fetch_add",
            Op::Sub => "fetch_sub",
            Op::Or => "fetch_or",
            Op::And => "fetch_and",
        };
        self.exchange(text, |old| old.after(op, n))
    }

    #[track_caller]
    fn exchange(&self, text: &str, new: impl FnOnce(T) -> T) -> T {
        let place = Place::caller();
        let (old, new) = with(|m| {
            m.exchange(self.0.get().cast(), size_of::<T>(), place);
            // SAFETY: handlers run inside hooks alone, on this thread.
            let old = unsafe { self.0.get().read() };
            let new = new(old);
            // SAFETY: likewise.
            unsafe { self.0.get().write(new) };
            (old, new)
        });
        if draws() {
            self.log(text, Some(&old), &new);
        }
        old
    }

    const OBJECT: Object = Object { size: size_of::<T>(), pointers: false };

    /// # Safety
    /// Everything is masked, or every bit pattern is a `T`: under a mutant, or without a section.
    #[track_caller]
    pub(crate) unsafe fn read(&self) -> T {
        let mut value = MaybeUninit::<T>::uninit();
        if may_tear() {
            pieces(Self::OBJECT, (self.0.get().cast(), false), |part| {
                // SAFETY: inside both, which don't overlap.
                unsafe { copy(self.0.get().cast(), value.as_mut_ptr().cast(), &part) };
            });
        } else {
            access_parts(self.0.get().cast(), Self::OBJECT, false);
            // SAFETY: handlers and devices run inside hooks alone, on this thread, and what they
            // write within a section is written whole. So is what is left where a write in words
            // stops (`write`).
            value.write(unsafe { self.0.get().read() });
        }
        // SAFETY: it is a copy of a `T`, or of bits of which any are one.
        let value = unsafe { value.assume_init() };
        if draws() {
            self.log("read", None, &value);
        }
        value
    }

    /// # Safety
    /// As `read`.
    #[track_caller]
    pub(crate) unsafe fn write(&self, value: T) {
        // SAFETY: handlers run inside hooks alone, on this thread, and there is none here; the slot holds a `T`.
        let before = draws().then(|| unsafe { self.0.get().read() });
        // What is stopped on the way has written nothing, or, where it may be torn, all of it.
        if may_tear() {
            // SAFETY: handlers run inside hooks alone, on this thread.
            let whole = Whole(|| unsafe { self.0.get().write(value) });
            pieces(Self::OBJECT, (self.0.get().cast(), true), |part| {
                // SAFETY: inside both, which don't overlap.
                unsafe { copy((&raw const value).cast(), self.0.get().cast(), &part) };
            });
            core::mem::forget(whole);
        } else {
            access_parts(self.0.get().cast(), Self::OBJECT, true);
            // SAFETY: handlers run inside hooks alone, on this thread.
            unsafe { self.0.get().write(value) };
        }
        if draws() {
            self.log("write", before.as_ref(), &value);
        }
    }

    /// For the picture, if it wants to know.
    #[track_caller]
    fn log(&self, text: &str, before: Option<&T>, after: &T) {
        let place = Place::caller();
        let object = (self.0.get().cast_const().cast(), size_of::<T>());
        let written = !matches!(text, "get" | "read");
        let values = (before.and_then(show), show(after));
        with(|m| m.log_access(place, object, written, (text, None), values));
    }
}

/// A number in a value whose writers are in sections, if one instruction of the emulated CPU loads
/// it.
///
/// # Safety
/// `number` is valid for reads and aligned, and what writes there is within a section.
#[track_caller]
pub(crate) unsafe fn glance_at<T>(value: *const T, number: *const u16) -> Option<u16> {
    let place = Place::caller();
    with(|m| {
        if m.word() < size_of::<u16>() {
            return None;
        }
        m.glance(value.cast(), size_of::<T>(), place);
        // SAFETY: valid and aligned, says the caller; handlers run inside hooks alone, on this
        // thread.
        Some(unsafe { number.read() })
    })
}

/// Makes a value whole that is half written when a panic stops the access. Where none does, it is
/// forgotten.
pub(crate) struct Whole<F: FnMut()>(pub(crate) F);

impl<F: FnMut()> Drop for Whole<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// Copies some of the bytes of a value.
///
/// # Safety
/// They are inside both, which don't overlap.
pub(crate) unsafe fn copy(from: *const MaybeUninit<u8>, to: *mut MaybeUninit<u8>, part: &Range<usize>) {
    // SAFETY: says the caller.
    unsafe { core::ptr::copy_nonoverlapping(from.add(part.start), to.add(part.start), part.len()) }
}

/// A cell is read or written word by word: the machine is told before each word, and then `each` is
/// called with the bytes of it.
#[track_caller]
pub(crate) fn pieces(object: Object, (cell, written): (*const (), bool), mut each: impl FnMut(Range<usize>)) {
    let place = Place::caller();
    let mut done = 0;
    while let Some(piece) = with(|m| m.piece(object, done, written)) {
        let (at, n) = (piece.at, piece.bytes);
        with(|m| m.access_piece(cell, object, &piece, written, place));
        each(at..at + n);
        done += piece.counts;
    }
}
