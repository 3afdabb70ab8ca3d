//! The heap, which isn't watched: who used what there.
//!
//! Contract: a context may not come by what another one left there, for schedules in which that
//! differs aren't run.

use super::calls::Mixed;
use crate::model::engine::place::Place;
use std::collections::HashMap;

/// Who used a word, and where.
type User = (Option<usize>, Place);

/// Who used it last, and who before that, if that was another; and who wrote it last.
#[derive(Clone, Copy)]
struct Used {
    last: User,
    before: Option<User>,
    writer: Option<User>,
}

/// The words of the heap that were used in a run.
#[derive(Default)]
pub(in crate::model::engine) struct Heap(HashMap<usize, Used, Mixed>);

impl Heap {
    pub(super) fn begin(&mut self) {
        self.0.clear();
    }

    /// Somebody uses some bytes: who else did, if either of them writes.
    pub(in crate::model::engine) fn used(
        &mut self,
        (address, size): (usize, usize),
        written: bool,
        by: User,
    ) -> Option<User> {
        let mut other = None;
        for word in address / 8..(address + size).div_ceil(8) {
            let used = self.0.entry(word).or_insert(Used { last: by, before: None, writer: None });
            let foreign = |user: &User| user.0 != by.0;
            let others = if written { [Some(used.last), used.before] } else { [used.writer, None] };
            other = others.into_iter().flatten().find(foreign).or(other);
            if foreign(&used.last) {
                used.before = Some(used.last);
            }
            used.last = by;
            if written {
                used.writer = Some(by);
            }
        }
        other
    }

    /// A block is freed: whoever gets it next, begins anew.
    pub(in crate::model::engine) fn freed(&mut self, block: usize) {
        if self.0.is_empty() {
            return;
        }
        // SAFETY: the C library gave the block, which is freed after this.
        let size = unsafe { libc::malloc_usable_size(core::ptr::with_exposed_provenance_mut(block)) };
        for word in block / 8..(block + size).div_ceil(8) {
            self.0.remove(&word);
        }
    }
}
