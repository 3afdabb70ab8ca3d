//! The model's memory: every access tells the machine first, which may call handlers there; what is wider than the emulated CPU's word is
//! accessed word by word.

use crate::model::engine::{Machine, Object, show, with};
use core::cell::UnsafeCell;
use core::mem::MaybeUninit;
use core::panic::Location;

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

    #[track_caller]
    pub(crate) fn load(&self) -> T {
        let place = Location::caller();
        with(|m| {
            m.access(self.0.get().cast(), size_of::<T>(), false, place);
            // SAFETY: handlers run inside hooks alone, on this thread.
            let value = unsafe { self.0.get().read() };
            self.log(m, place, "get", None, &value);
            value
        })
    }

    #[track_caller]
    pub(crate) fn store(&self, value: T) {
        let place = Location::caller();
        with(|m| {
            m.access(self.0.get().cast(), size_of::<T>(), true, place);
            // SAFETY: handlers run inside hooks alone, on this thread.
            let before = unsafe { self.0.get().replace(value) };
            self.log(m, place, "set", Some(&before), &value);
        });
    }

    /// # Safety
    /// Everything is masked (or a mutant says otherwise, and every bit pattern is a `T`).
    #[track_caller]
    pub(crate) unsafe fn read(&self) -> T {
        let mut value = MaybeUninit::<T>::uninit();
        let place = Location::caller();
        // SAFETY: distinct memory of the same size.
        unsafe {
            pieces(
                self.0.get().cast(),
                value.as_mut_ptr().cast(),
                Object { size: size_of::<T>(), pointers: false },
                (self.0.get().cast(), false),
                |_| {},
            );
        };
        // SAFETY: all of it was copied.
        let value = unsafe { value.assume_init() };
        with(|m| self.log(m, place, "read", None, &value));
        value
    }

    /// # Safety
    /// As `read`.
    #[track_caller]
    pub(crate) unsafe fn write(&self, value: T) {
        let place = Location::caller();
        // SAFETY: handlers run inside hooks alone, on this thread, and there is none here; the slot holds a `T`.
        let before = with(|m| m.draws()).then(|| unsafe { self.0.get().read() });
        // SAFETY: distinct memory of the same size.
        unsafe {
            pieces(
                (&raw const value).cast(),
                self.0.get().cast(),
                Object { size: size_of::<T>(), pointers: false },
                (self.0.get().cast(), true),
                |_| {},
            );
        };
        with(|m| self.log(m, place, "write", before.as_ref(), &value));
    }

    /// For the picture.
    fn log(
        &self,
        m: &Machine<'_>,
        place: &'static Location<'static>,
        text: &str,
        before: Option<&T>,
        after: &T,
    ) {
        if m.draws() {
            let object = (self.0.get().cast_const().cast(), size_of::<T>());
            let written = matches!(text, "set" | "write");
            m.log_access(place, object, written, (text, None), (before.and_then(show), show(after)));
        }
    }
}

/// Copies word by word, telling the machine before each that this cell is read, or written, and `each` of the bytes copied.
///
/// # Safety
/// Both are valid for so many bytes, and don't overlap.
#[track_caller]
pub(crate) unsafe fn pieces(
    from: *const MaybeUninit<u8>,
    to: *mut MaybeUninit<u8>,
    object: Object,
    (cell, written): (*const (), bool),
    mut each: impl FnMut(core::ops::Range<usize>),
) {
    let place = Location::caller();
    let mut done = 0;
    while let Some(piece) = with(|m| m.piece(object, done, written)) {
        let (at, n) = (piece.at, piece.bytes);
        with(|m| m.access_piece(cell, object, &piece, written, place));
        each(at..at + n);
        // SAFETY: the part is inside.
        unsafe { core::ptr::copy_nonoverlapping(from.add(at), to.add(at), n) };
        done += piece.counts;
    }
}
