//! Right programs that once failed or didn't end, and faulty ones that once passed.

mod common;

use common::{fails, one, passes};
use irqshare::model::FailureKind::{NotAtomic, NotWatched, Panic};
use irqshare::model::{Allowed, Setup};
use std::hint::black_box;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU32, Ordering::SeqCst};
use watched::c;

/// A spin lock, and a wait by an atomic that changes nothing: each try is a look.
#[test]
fn a_wait_by_compare_exchange_ends() {
    static FLAG: AtomicU32 = AtomicU32::new(0);
    let setup = || one(Setup::cortex_m(), || FLAG.store(1, SeqCst)).longest(1_000);
    passes(&setup(), |_, _| while FLAG.compare_exchange(1, 2, SeqCst, SeqCst).is_err() {});
    passes(&setup(), |_, _| while FLAG.fetch_add(0, SeqCst) == 0 {});
    static LOCKED: AtomicBool = AtomicBool::new(true);
    let unlock = one(Setup::cortex_m(), || LOCKED.store(false, SeqCst)).longest(1_000);
    passes(&unlock, |_, _| while LOCKED.swap(true, SeqCst) {});
}

/// The comparison looks by itself whether anything came since the load.
#[test]
fn a_loop_of_compare_exchange_is_atomic() {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let setup = || one(Setup::cortex_m(), || _ = COUNT.fetch_add(1, SeqCst)).atomicity();
    passes(&setup(), |_, _| _ = COUNT.fetch_update(SeqCst, SeqCst, |count| Some(count + 1)));
    fails(&setup(), NotAtomic, |_, _| COUNT.store(COUNT.load(SeqCst) + 1, SeqCst));
}

/// LLVM has no callback for it, so the flags make a loop of it: on aarch64 one that doesn't call back
/// if it is optimised, so it is refused.
#[test]
fn a_maximum_is_seen() {
    static MOST: AtomicU32 = AtomicU32::new(0);
    let setup = one(Setup::cortex_m(), || _ = MOST.fetch_max(5, SeqCst));
    let body = |_: &_, _: &mut _| assert_eq!(MOST.fetch_max(0, SeqCst), MOST.fetch_max(0, SeqCst));
    if cfg!(all(target_arch = "aarch64", not(debug_assertions))) {
        fails(&setup, NotWatched, body);
    } else {
        fails(&setup, Panic, body);
    }
}

/// A driver that is given a buffer on main's stack.
#[test]
fn the_stack_of_another_context_is_refused() {
    static BUFFER: AtomicPtr<u32> = AtomicPtr::new(core::ptr::null_mut());
    let fills = || {
        let buffer = BUFFER.load(SeqCst);
        if !buffer.is_null() {
            unsafe { buffer.write_volatile(1) };
        }
    };
    let failure = fails(&one(Setup::cortex_m(), fills), NotWatched, |_, _| {
        let mut buffer = 0_u32;
        let at = &raw mut buffer;
        BUFFER.store(at, SeqCst);
        let read = unsafe { (at.read_volatile(), at.read_volatile()) };
        BUFFER.store(core::ptr::null_mut(), SeqCst);
        assert_eq!(read.0, read.1);
    });
    assert!(failure.message().contains("has on its stack"), "{}", failure.message());
}

/// v6-M loads no word at an odd address.
#[test]
fn a_packed_field_tears_where_words_must_be_aligned() {
    #[repr(C, packed)]
    struct Packed {
        kind: u8,
        value: u32,
    }
    static mut PACKED: Packed = Packed { kind: 0, value: 0xffff };
    let sets = || unsafe { (&raw mut PACKED.value).write_unaligned(0x1_0000) };
    let looks = || unsafe {
        black_box((&raw const PACKED.kind).read_volatile());
        let value = PACKED.value;
        assert!([0xffff, 0x1_0000].contains(&value), "{value:#x}");
    };
    passes(&one(Setup::cortex_m(), sets), |_, _| looks());
    fails(&one(Setup::cortex_m0(), sets), Panic, |_, _| looks());
}

#[test]
fn an_assertion_in_c_ends_the_schedule() {
    let failure = fails(&one(Setup::avr(), || c::count_wide()), Panic, |_, _| c::wide_is_whole());
    assert!(failure.message().contains("now == 0xffff"), "{}", failure.message());
    assert!(failure.picture().contains("c/asserting.c"), "{}", failure.picture());
}

mod first {
    pub static LENGTH: core::sync::atomic::AtomicU32 = core::sync::atomic::AtomicU32::new(0);
}
mod second {
    pub static LENGTH: core::sync::atomic::AtomicU32 = core::sync::atomic::AtomicU32::new(0);
}

/// A static may be named by any end of its path that no other has.
#[test]
fn a_static_is_named_by_its_path() {
    static ALONE: AtomicU32 = AtomicU32::new(0);
    let adds = || {
        first::LENGTH.fetch_add(1, SeqCst);
        second::LENGTH.fetch_add(1, SeqCst);
        ALONE.fetch_add(1, SeqCst);
    };
    let looks = || black_box((first::LENGTH.load(SeqCst), ALONE.load(SeqCst), second::LENGTH.load(SeqCst)));
    for names in [["first::LENGTH", "ALONE"], ["first::LENGTH", "a_static_is_named_by_its_path::ALONE"]] {
        let setup = one(Setup::cortex_m(), adds).together(names);
        fails(&setup, NotAtomic, |_, _| _ = looks());
    }
    let setup = one(Setup::cortex_m(), adds).allow(Allowed::on_static("LENGTH"));
    let refused = irqshare::model::try_check(&setup, |_, _| _ = looks()).expect_err("two are called so");
    assert!(refused.message().contains("LENGTH"), "{}", refused.message());
}
