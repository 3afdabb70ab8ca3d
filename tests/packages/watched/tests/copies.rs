//! A block copy is no single access: a handler can strike between any two words of it.

mod common;

use common::{fails, one, passes};
use irqshare::model::{FailureKind::Panic, Setup};

/// 48 bytes, which the host copies in six moves or by a call of `memcpy`.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Block([u32; 12]);

static mut BLOCK: Block = Block([1; 12]);

fn stores_whole() {
    unsafe { BLOCK = Block([2; 12]) }
}

fn is_whole(block: Block) -> bool {
    block == Block([1; 12]) || block == Block([2; 12])
}

#[test]
fn a_struct_is_loaded_torn() {
    for machine in [Setup::avr(), Setup::cortex_m(), Setup::riscv()] {
        fails(&one(machine, stores_whole), Panic, |_, _| {
            let block = unsafe { BLOCK };
            assert!(is_whole(block), "torn: {block:?}");
        });
    }
}

#[test]
fn a_struct_is_stored_torn() {
    let looks = || assert!(is_whole(unsafe { BLOCK }), "torn");
    fails(&one(Setup::cortex_m(), looks), Panic, |_, _| stores_whole());
}

#[test]
fn a_section_keeps_a_copy_whole() {
    passes(&one(Setup::cortex_m(), stores_whole), |_, _| {
        let block = critical_section::with(|_| unsafe { BLOCK });
        assert!(is_whole(block), "torn: {block:?}");
    });
}

/// Copies that the standard library makes: of slices, and by pointers.
#[test]
fn copies_of_the_library_tear() {
    static mut BYTES: [u8; 16] = [1; 16];
    let fills = || unsafe { (&mut *&raw mut BYTES).fill(2) };
    let whole = |copy: [u8; 16]| assert!(copy == [1; 16] || copy == [2; 16], "torn: {copy:?}");
    let setup = || one(Setup::cortex_m(), fills);
    fails(&setup(), Panic, move |_, _| {
        let mut copy = [0; 16];
        copy.copy_from_slice(unsafe { &*&raw const BYTES });
        whole(copy);
    });
    fails(&setup(), Panic, move |_, _| {
        let mut copy = [0; 16];
        // SAFETY: two arrays of 16 bytes, one of them a local.
        unsafe { core::ptr::copy((&raw const BYTES).cast::<u8>(), copy.as_mut_ptr(), 16) };
        whole(copy);
    });
}

/// A comparison reads as a copy does: `==` of bytes is a call of the C library's `bcmp`.
#[test]
fn a_comparison_tears() {
    static mut BYTES: [u8; 16] = [1; 16];
    let fills = || unsafe { (&mut *&raw mut BYTES).fill(2) };
    fails(&one(Setup::cortex_m(), fills), Panic, |_, _| {
        let bytes = unsafe { &*&raw const BYTES };
        assert!(bytes[..8] == bytes[8..], "torn");
    });
}

/// C's: the assignment of a struct, `memcpy`, `memset`, `memcmp` and a loop.
#[test]
fn copies_in_c_tear() {
    use watched::c::*;
    for (name, loads) in [
        ("assignment", load_block as extern "C" fn() -> bool),
        ("memcpy", load_block_memcpy),
        ("memmove", load_block_memmove),
        ("memcmp", load_block_memcmp),
        ("loop", load_block_loop),
    ] {
        let setup = one(Setup::cortex_m(), || store_block()).named(name);
        fails(&setup, Panic, move |_, _| assert!(loads(), "torn"));
    }
    for (name, stores) in [
        ("assignment", store_block as extern "C" fn()),
        ("assignment of another", store_block_of_another),
        ("memcpy", store_block_memcpy),
        ("memset", store_block_memset),
        ("loop", store_block_loop),
    ] {
        let looks = || assert!(load_block(), "torn");
        fails(&one(Setup::cortex_m(), looks).named(name), Panic, move |_, _| stores());
    }
}
