//! A plain access that is wider than the core's word can be struck in its middle; no other can.

mod common;

use common::{fails, one, passes};
use irqshare::model::{FailureKind::Panic, Setup};
use std::sync::atomic::{AtomicU16, AtomicU32, Ordering::Relaxed};

/// Declares a test: main loads a static of this type while the handler stores it.
macro_rules! loads {
    ($name:ident, $machine:ident, $check:ident $(($kind:ident))?, $type:ty, $old:literal, $new:literal) => {
        #[test]
        fn $name() {
            static mut VALUE: $type = $old;
            $check(&one(Setup::$machine(), || unsafe { VALUE = $new }), $($kind,)? |_, _| {
                let value = unsafe { VALUE };
                assert!(value == $old || value == $new, "torn: {value:#x}");
            });
        }
    };
}

loads!(a_u8_is_whole_on_avr, avr, passes, u8, 1, 2);
loads!(a_u16_tears_on_avr, avr, fails(Panic), u16, 0x00ff, 0x0100);
loads!(a_u32_tears_on_avr, avr, fails(Panic), u32, 0x00ff_ffff, 0x0100_0000);
loads!(a_u16_is_whole_on_cortex_m, cortex_m, passes, u16, 0x00ff, 0x0100);
loads!(a_u32_is_whole_on_cortex_m, cortex_m, passes, u32, 0xffff, 0x1_0000);
loads!(a_u64_tears_on_v7_m, cortex_m, fails(Panic), u64, 0xffff_ffff, 0x1_0000_0000);
loads!(a_u64_tears_on_v6_m, cortex_m0, fails(Panic), u64, 0xffff_ffff, 0x1_0000_0000);
loads!(a_u64_tears_on_risc_v, riscv, fails(Panic), u64, 0xffff_ffff, 0x1_0000_0000);
// 8 bytes on the host, a word on the core.
loads!(a_usize_is_whole_on_cortex_m, cortex_m, passes, usize, 0xffff_ffff, 0x1_0000_0000);

/// Catches a model that tears loads alone: the handler looks while main stores.
#[test]
fn a_store_of_a_u64_tears_on_cortex_m() {
    static mut VALUE: u64 = 0xffff_ffff;
    let looks = || unsafe {
        let value = VALUE;
        assert!(value == 0xffff_ffff || value == 0x1_0000_0000, "torn: {value:#x}");
    };
    fails(&one(Setup::cortex_m(), looks), Panic, |_, _| unsafe { VALUE = 0x1_0000_0000 });
    fails(&one(Setup::avr(), looks), Panic, |_, _| unsafe { VALUE = 0x1_0000_0000 });
}

/// Catches a torn store that leaves wrong bytes behind.
#[test]
fn a_torn_store_ends_whole() {
    static mut VALUE: u64 = 0xffff_ffff;
    static mut SEEN: u64 = 0;
    passes(&one(Setup::avr(), || unsafe { SEEN = VALUE }), |_, _| unsafe {
        VALUE = 0x1122_3344_5566_7788;
        assert_eq!({ VALUE }, 0x1122_3344_5566_7788);
    });
}

/// Atomics are one access, on each core that has them.
#[test]
fn atomics_are_whole() {
    static WORD: AtomicU32 = AtomicU32::new(0xffff);
    static HALF: AtomicU16 = AtomicU16::new(0xff);
    let stores = || {
        WORD.store(0x1_0000, Relaxed);
        HALF.store(0x100, Relaxed);
    };
    for machine in [Setup::avr(), Setup::cortex_m(), Setup::riscv()] {
        passes(&one(machine, stores), |_, _| {
            assert!([0xffff, 0x1_0000].contains(&WORD.load(Relaxed)));
            assert!([0xff, 0x100].contains(&HALF.load(Relaxed)));
        });
    }
}

/// A volatile access of Rust's is as wide as its type, too.
#[test]
fn volatile_accesses_tear() {
    static mut VALUE: u16 = 0x00ff;
    let stores = || unsafe { (&raw mut VALUE).write_volatile(0x0100) };
    fails(&one(Setup::avr(), stores), Panic, |_, _| {
        let value = unsafe { (&raw const VALUE).read_volatile() };
        assert!(value == 0xff || value == 0x100, "torn: {value:#x}");
    });
}

/// So is one of a field that isn't aligned.
#[test]
fn fields_of_packed_structs_tear() {
    #[repr(C, packed)]
    struct Frame {
        kind: u8,
        value: u32,
    }
    static mut FRAME: Frame = Frame { kind: 1, value: 0xffff };
    let stores = || unsafe { FRAME.value = 0x1_0000 };
    fails(&one(Setup::avr(), stores), Panic, |_, _| {
        let (kind, value) = unsafe { (FRAME.kind, FRAME.value) };
        assert!(kind == 1 && (value == 0xffff || value == 0x1_0000), "torn: {value:#x}");
    });
}

/// C's accesses tear as Rust's do: plain, volatile, and of a packed struct.
#[test]
fn accesses_in_c_tear() {
    use watched::c::*;
    for (stores, loads) in [
        (store_u16 as extern "C" fn(), load_u16 as extern "C" fn() -> bool),
        (store_u32, load_u32),
        (store_volatile, load_volatile),
        (store_packed, load_packed),
    ] {
        fails(&one(Setup::avr(), move || stores()), Panic, move |_, _| assert!(loads(), "torn"));
        passes(&one(Setup::cortex_m(), move || stores()), move |_, _| assert!(loads(), "torn"));
    }
    fails(&one(Setup::riscv(), || store_u64()), Panic, |_, _| assert!(load_u64(), "torn"));
}
