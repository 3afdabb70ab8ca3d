//! portable-atomic. All `Relaxed`: on one core that is what the others' critical sections give.

use crate::parts::{Wide, Word};
use portable_atomic::Ordering::Relaxed;
pub use portable_atomic::{AtomicBool, AtomicU8};

#[cfg(target_pointer_width = "16")]
pub use portable_atomic::{AtomicU16 as AtomicWord, AtomicU32 as AtomicWide};
#[cfg(not(target_pointer_width = "16"))]
pub use portable_atomic::{AtomicU32 as AtomicWord, AtomicU64 as AtomicWide};

static U8: AtomicU8 = AtomicU8::new(0);
static FLAG: AtomicBool = AtomicBool::new(false);
static WORD: AtomicWord = AtomicWord::new(0);
static WIDE: AtomicWide = AtomicWide::new(0);

op! {
    fn u8_get() -> u8 { U8.load(Relaxed) }
    fn u8_set(value: u8) { U8.store(value, Relaxed) }
    fn flag_get() -> bool { FLAG.load(Relaxed) }
    fn flag_set(value: bool) { FLAG.store(value, Relaxed) }
    fn word_get() -> Word { WORD.load(Relaxed) }
    fn word_set(value: Word) { WORD.store(value, Relaxed) }
    /// `add` gives nothing back, and so may be cheaper than `fetch_add`.
    fn word_update() { WORD.add(1, Relaxed) }
    fn word_replace(value: Word) -> Word { WORD.swap(value, Relaxed) }
    fn wide_get() -> Wide { WIDE.load(Relaxed) }
    fn wide_set(value: Wide) { WIDE.store(value, Relaxed) }
    fn wide_update() { WIDE.add(1, Relaxed) }
}

#[inline(always)]
pub fn count() {
    WORD.add(1, Relaxed);
}

seen! { U8 FLAG WORD WIDE }
