//! What a cell tells the model: that it lends a reference, or that a value has moved in. Elsewhere nothing is left of it.
//!
//! Cells reach the model here alone. (What they read and write whole, [`Word`](crate::word::Word) tells; what they mask, the mask.)

#[cfg(irqshare_model)]
mod told {
    use crate::model::engine::Place;
    use crate::model::engine::{if_running, with};

    /// A cell lends `&T`.
    #[track_caller]
    pub(crate) fn touch<T>(cell: *const T) {
        borrow(cell.cast(), size_of::<T>());
    }

    // What is below isn't generic, so that it is compiled with this crate, not with the one that uses
    // the cell, which may be as slow as its profile says.

    #[track_caller]
    #[inline(never)]
    fn borrow(cell: *const (), size: usize) {
        let place = Place::caller();
        with(|m| m.borrow(cell, size, place));
    }

    #[track_caller]
    #[inline(never)]
    fn lend(cell: *const (), size: usize) {
        let place = Place::caller();
        with(|m| m.lend(cell, size, place));
    }

    #[inline(never)]
    fn flag_at(flag: *const (), changes: bool) {
        if_running(|m| m.flag(flag, changes));
    }

    /// A cell lends `&mut T` until this is dropped. The machine refuses a second one, before the reference is made.
    pub(crate) struct Loan(*const ());

    impl Loan {
        #[track_caller]
        pub(crate) fn new<T>(cell: *const T) -> Self {
            // Made first: a handler that panics at the lending leaves nothing lent.
            let loan = Self(cell.cast());
            lend(cell.cast(), size_of::<T>());
            loan
        }

        /// Leaves the loan open until the handler ends.
        pub(crate) fn keep(self) {
            core::mem::forget(self);
        }
    }

    impl Drop for Loan {
        fn drop(&mut self) {
            if_running(|m| m.give_back(self.0));
        }
    }

    /// A flag of a cell is looked at, or changes: what does the same depends on it.
    pub(crate) fn flag<T>(flag: *const T, changes: bool) {
        flag_at(flag.cast(), changes);
    }

    /// A section begins next that another crate's function opens: where it is called isn't known.
    #[allow(dead_code, reason = "the features for other crates use it")]
    pub(crate) fn unplaced_section() {
        if_running(|m| m.next_is_unplaced());
    }

    /// Whether the emulated CPU's handlers preempt each other by levels that are set at run time.
    #[track_caller]
    pub(crate) fn levels_change() -> bool {
        with(|m| m.has_levels())
    }

    /// Whether a handler of the emulated CPU may preempt another one.
    #[track_caller]
    pub(crate) fn handlers_nest() -> bool {
        with(|m| m.nests())
    }

    /// A handler is lent what it shares with others, without a mask. Where levels are set at run time, firmware that does so doesn't build; the CPU is known only now.
    #[track_caller]
    pub(crate) fn refuse_without_mask() {
        assert!(
            !levels_change(),
            "irqshare: handlers of this CPU preempt each other by levels that are set at run time, so another user of the `Shared` may come in between: write \
             `cell.lock(isr, |value| ..)` instead of `cell.get_mut(isr)`"
        );
    }

    /// Somebody looked whether a value has moved in.
    #[track_caller]
    pub(crate) fn looked<T>(cell: *const T, there: bool) {
        let place = Place::caller();
        with(|m| m.looked(cell.cast(), there, place));
    }

    /// Main moved a value in.
    #[track_caller]
    pub(crate) fn moved_in<T>(cell: *const T) {
        let place = Place::caller();
        with(|m| m.moved_in(cell.cast(), place));
    }
}
#[cfg(irqshare_model)]
pub(crate) use told::*;

#[cfg(not(irqshare_model))]
mod untold {
    /// A cell lends `&T`.
    #[inline(always)]
    pub(crate) fn touch<T>(_: *const T) {}

    /// A cell lends `&mut T` until this is dropped.
    pub(crate) struct Loan;

    impl Loan {
        #[inline(always)]
        pub(crate) fn new<T>(_: *const T) -> Self {
            Self
        }

        /// Leaves the loan open until the handler ends.
        #[cfg(irqshare_handlers_on_mains_core)]
        #[inline(always)]
        pub(crate) fn keep(self) {}
    }

    /// A flag of a cell is looked at, or changes.
    #[inline(always)]
    pub(crate) fn flag<T>(_: *const T, _changes: bool) {}

    /// A section begins next that another crate's function opens.
    #[inline(always)]
    #[allow(dead_code, reason = "the features for other crates use it")]
    pub(crate) fn unplaced_section() {}

    /// Whether handlers preempt each other by levels that are set at run time, though the build doesn't say so.
    #[cfg(irqshare_handlers_on_mains_core)]
    #[inline(always)]
    pub(crate) fn levels_change() -> bool {
        false
    }

    /// Whether handlers may preempt each other, for all that is known apart from their priorities.
    #[cfg(irqshare_handlers_on_mains_core)]
    #[inline(always)]
    pub(crate) fn handlers_nest() -> bool {
        true
    }

    /// A handler is lent what it shares with others, without a mask.
    #[cfg(irqshare_handlers_on_mains_core)]
    #[inline(always)]
    pub(crate) fn refuse_without_mask() {}

    /// Somebody looked whether a value has moved in.
    #[cfg(irqshare_handlers_on_mains_core)]
    #[inline(always)]
    pub(crate) fn looked<T>(_: *const T, _there: bool) {}

    /// Main moved a value in.
    #[cfg(irqshare_handlers_on_mains_core)]
    #[inline(always)]
    pub(crate) fn moved_in<T>(_: *const T) {}
}
#[cfg(not(irqshare_model))]
pub(crate) use untold::*;
