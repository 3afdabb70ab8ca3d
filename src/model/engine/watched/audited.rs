//! What is audited of what is watched: which runs, and which statics.

use super::audit::{self, Audited, Before, FIRST, MOST_CHANGES, MOST_CHANGES_NEW};
use super::{There, Watched};
use crate::model::engine::bytes::Bytes;
use crate::model::engine::memory::Memory;
use crate::model::engine::place::Place;
use core::ffi::c_void;
use core::sync::atomic::Ordering::Relaxed;

/// The number of the watched static that has an address.
unsafe fn judge(watched: *const c_void, memory: *const c_void, address: usize) -> Option<u32> {
    // SAFETY: the caller gives what `audits` gave.
    let (watched, memory) = unsafe { (&*watched.cast::<Watched>(), &*memory.cast::<Memory>()) };
    if watched.is_over() || watched.there(address) != There::Static {
        return None;
    }
    memory.watched(Bytes::of(address, 1))
}

impl Watched {
    /// A check begins.
    pub(super) fn audits_anew(&self) {
        self.audit.left.set(FIRST);
        self.refuses.store(false, Relaxed);
        audit::begins_anew();
    }

    /// Code runs that didn't before: the rest of this run is audited, and the next one.
    pub(in crate::model::engine) fn audits_more(&self, memory: &Memory) {
        if audit::may_more(MOST_CHANGES_NEW) {
            self.audit.left.set(self.audit.left.get().max(1));
            self.audit.is_new.set(true);
            self.audits(memory);
        }
    }

    /// A run begins; it is audited if it is among the first.
    pub(super) fn begins_audit(&self, memory: &Memory) -> Audited {
        let again = audit::begins();
        let left = self.audit.left.get() + u32::from(again);
        self.audit.left.set(left.saturating_sub(1));
        let is_new = self.audit.is_new.replace(false);
        let most = if is_new { MOST_CHANGES_NEW } else { MOST_CHANGES };
        // One that was refused is run again, to be told of.
        if left > 0 && audit::may_more(most) || audit::is_known() && self.refuses.load(Relaxed) {
            self.audits(memory);
        }
        Audited
    }

    /// The rest of the run is audited.
    fn audits(&self, memory: &Memory) {
        let all = (self.data.start..).zip(&self.there);
        let statics = all.filter(|(_, there)| **there == There::Static).map(|(address, _)| address);
        let of = (core::ptr::from_ref(self).cast(), core::ptr::from_ref(memory).cast());
        audit::start(statics, of, judge);
    }

    /// What the last callback said, for the next.
    pub(in crate::model::engine) fn announced(&self) -> Before {
        audit::last()
    }

    /// No access is announced.
    pub(in crate::model::engine) fn announces_nothing(&self) {
        audit::announces_nothing();
    }

    /// An access comes next.
    pub(in crate::model::engine) fn announces(&self, bytes: Bytes, kind: u32, pc: usize, before: &Before) {
        audit::announces(bytes, kind, pc, before);
    }

    /// Why the run that ended is refused, if an audit found something.
    pub(in crate::model::engine) fn unannounced(&self) -> Option<(u32, Place)> {
        let (number, calls) = audit::take_found()?;
        self.refuses.store(true, Relaxed);
        Some((number, Place::watched(calls)))
    }
}
