//! What is lent, and what it held then.
//!
//! What is done with a reference isn't seen. So the value's bytes are kept when it is lent, and compared when it comes back: if they differ, it was written, and else read.

use crate::model::engine::bytes::Bytes;
use crate::model::engine::place::Place;
use core::mem::MaybeUninit;
use std::boxed::Box;
use std::string::String;
use std::vec::Vec;

/// A value that is lent.
pub(super) struct Open {
    pub(super) bytes: Bytes,
    /// How deep the context is nested that has it.
    pub(super) depth: usize,
    /// As `&mut T`, so that no other context may have it, too.
    pub(super) unique: bool,
    pub(super) place: Place,
    /// What it held, if somebody wants to know.
    pub(super) held: Option<Held>,
}

/// What it held.
pub(super) struct Held {
    address: usize,
    size: usize,
    copy: Kept,
    pub(super) shown: Option<String>,
}

/// Its bytes. Few of them need no allocation.
enum Kept {
    Few([MaybeUninit<u8>; FEW]),
    Many(Box<[MaybeUninit<u8>]>),
}

const FEW: usize = 8;

impl Kept {
    fn bytes(&self) -> &[MaybeUninit<u8>] {
        match self {
            Self::Few(bytes) => bytes,
            Self::Many(bytes) => bytes,
        }
    }
}

/// Values that move into handlers: who looked before they were there.
#[derive(Default)]
pub(super) struct Early {
    pub(super) missed: Vec<(usize, usize, Place)>,
    /// Where a value was, at some time.
    pub(super) seen: Vec<usize>,
}

impl Held {
    /// # Safety
    /// So many bytes are there for as long as the result lives, and their address was exposed.
    pub(super) unsafe fn of(address: usize, size: usize, shown: Option<String>) -> Self {
        let copy_to = |to: *mut MaybeUninit<u8>| {
            // SAFETY: so many are there, says the caller, and `to` has room for them. What is
            // uninitialised stays so.
            unsafe { core::ptr::copy_nonoverlapping(core::ptr::with_exposed_provenance(address), to, size) }
        };
        if size <= FEW {
            let mut copy = [MaybeUninit::uninit(); FEW];
            copy_to(copy.as_mut_ptr());
            return Self { address, size, copy: Kept::Few(copy), shown };
        }
        let mut copy = Box::<[MaybeUninit<u8>]>::new_uninit_slice(size);
        copy_to(copy.as_mut_ptr().cast());
        // SAFETY: each element is a byte that may be uninitialised, which needs no initialising.
        Self { address, size, copy: Kept::Many(unsafe { copy.assume_init() }), shown }
    }

    /// Whether the bytes are others now. C compares them, for which padding has a value like any byte.
    pub(super) fn changed(&self) -> bool {
        type Compare = unsafe extern "C" fn(*const u8, *const u8, usize) -> i32;
        unsafe extern "C" {
            fn memcmp(a: *const u8, b: *const u8, n: usize) -> i32;
        }
        // By name, LLVM would put its own loads in place of the call, and for those padding has no value. What a volatile read gives it can't know.
        static COMPARE: Compare = memcmp;
        // SAFETY: a static is valid for reads. Behind the call is C, which may look at any byte.
        // So many bytes are there, says the caller of `of`, and in the copy.
        unsafe {
            let compare = (&raw const COMPARE).read_volatile();
            let there = core::ptr::with_exposed_provenance(self.address);
            compare(there, self.copy.bytes().as_ptr().cast(), self.size) != 0
        }
    }
}
