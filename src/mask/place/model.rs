//! The model's memory: every access tells the machine first, which may call handlers there; what is wider than the emulated CPU's word is
//! accessed word by word.

use crate::model::machine::{self, with};
use crate::model::value::show;
use core::cell::UnsafeCell;
use core::mem::MaybeUninit;
use core::panic::Location;

#[derive(Debug)]
#[repr(transparent)]
pub(crate) struct Place<T>(UnsafeCell<T>);

impl<T> Place<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self(UnsafeCell::new(value))
    }

    pub(crate) fn slot(&self) -> *mut T {
        self.0.get()
    }
}

impl<T: Copy + 'static> Place<T> {
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
            m.access(self.0.get().cast(), false, place);
            // SAFETY: handlers run inside hooks alone, on this thread.
            let value = unsafe { self.0.get().read() };
            m.log(place, || show("get", &value));
            value
        })
    }

    #[track_caller]
    pub(crate) fn store(&self, value: T) {
        let place = Location::caller();
        with(|m| {
            m.access(self.0.get().cast(), true, place);
            // SAFETY: handlers run inside hooks alone, on this thread.
            unsafe { self.0.get().write(value) };
            m.log(place, || show("set", &value));
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
                size_of::<T>(),
                (self.0.get().cast(), false),
                |_| {},
            );
        };
        // SAFETY: all of it was copied.
        let value = unsafe { value.assume_init() };
        with(|m| m.log(place, || show("read", &value)));
        value
    }

    /// # Safety
    /// As `read`.
    #[track_caller]
    pub(crate) unsafe fn write(&self, value: T) {
        let place = Location::caller();
        // SAFETY: distinct memory of the same size.
        unsafe {
            pieces(
                (&raw const value).cast(),
                self.0.get().cast(),
                size_of::<T>(),
                (self.0.get().cast(), true),
                |_| {},
            );
        };
        with(|m| m.log(place, || show("write", &value)));
    }
}

/// Copies word by word, telling the machine before each that this cell is read, or written, and `each` of the bytes copied.
///
/// # Safety
/// Both are valid for `size` bytes, and don't overlap.
#[track_caller]
pub(crate) unsafe fn pieces(
    from: *const MaybeUninit<u8>,
    to: *mut MaybeUninit<u8>,
    size: usize,
    (cell, written): (*const (), bool),
    mut each: impl FnMut(core::ops::Range<usize>),
) {
    let place = Location::caller();
    let mut at = 0;
    while at < size {
        let n = with(|m| {
            m.access(cell, written, place);
            m.word().min(size - at)
        });
        // SAFETY: `at + n <= size`.
        unsafe { core::ptr::copy_nonoverlapping(from.add(at), to.add(at), n) };
        each(at..at + n);
        at += n;
    }
}

/// A cell lends `&T`.
#[track_caller]
pub(crate) fn touch<T>(cell: *const T) {
    let place = Location::caller();
    with(|m| {
        // What is done with it isn't seen.
        m.access(cell.cast(), true, place);
        m.log(place, || "borrows".into());
    });
}

/// A cell lends `&mut T` until this is dropped. The machine refuses a second one, before the reference is made.
pub(crate) struct Loan(*const ());

impl Loan {
    #[track_caller]
    pub(crate) fn new<T>(cell: *const T) -> Self {
        let place = Location::caller();
        with(|m| m.lend(cell.cast(), place));
        Self(cell.cast())
    }

    /// Leaves the loan open until the handler ends.
    pub(crate) fn keep(self) {
        core::mem::forget(self);
    }
}

impl Drop for Loan {
    fn drop(&mut self) {
        machine::if_running(|m| m.give_back(self.0));
    }
}
