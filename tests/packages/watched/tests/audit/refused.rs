//! What accesses statics and doesn't call back is refused: a check that doesn't see it would pass.

use crate::common::{fails, one, passes};
use irqshare::model::{self, FailureKind::NotWatched, Setup};
use std::hint::black_box;
use std::panic::Location;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};

static POINT: AtomicU32 = AtomicU32::new(0);

fn comes() {
    POINT.store(POINT.load(SeqCst) + 1, SeqCst);
}

/// It is refused, by this name and at this place.
#[track_caller]
fn refused_at(name: &str, place: &str, body: impl Fn()) {
    let failure = fails(&one(Setup::cortex_m(), comes), NotWatched, |_, _| body());
    let message = failure.message();
    assert!(message.contains(&format!("{name}` is read or written at {place}:")), "{message}");
}

/// In the line that calls this.
#[track_caller]
fn refused(name: &str, body: impl Fn()) {
    let line = Location::caller().line();
    refused_at(name, &format!("{}:{line}", file!()), body);
}

#[test]
fn a_comparison_of_six_bytes() {
    static mut SIX: [u8; 6] = [1; 6];
    refused("SIX", || _ = black_box(unsafe { *(&raw const SIX) == black_box([2; 6]) }));
    passes(&one(Setup::cortex_m(), comes), |_, _| {
        let copy = black_box(unsafe { SIX });
        black_box(copy == black_box([2; 6]));
    });
}

/// In a handler alone, which doesn't come in the first runs of all.
#[test]
fn it_is_in_a_handler() {
    static mut BYTES: [u8; 40] = [b'a'; 40];
    let looks = || _ = black_box(unsafe { (*(&raw const BYTES)).contains(&black_box(3)) });
    let setup = one(Setup::cortex_m(), looks);
    let failure = fails(&setup, NotWatched, |_, _| {
        for _ in 0..40 {
            comes();
        }
    });
    assert!(failure.message().contains("BYTES`"), "{}", failure.message());
    let token = failure.token().expect("a failing schedule has one");
    let again = model::replay(&setup, token, |_: &_, _: &mut _| {
        for _ in 0..40 {
            comes();
        }
    });
    assert_eq!(again.unwrap_err().message(), failure.message());
}

#[test]
fn functions_of_core() {
    static mut BYTES: [u8; 40] = [b'a'; 40];
    static mut TEXT: [u8; 40] = [b'a'; 40];
    static mut SHOWN: u32 = 7;
    refused("BYTES", || _ = black_box(unsafe { (*(&raw const BYTES)).contains(&black_box(3)) }));
    refused("TEXT", || _ = black_box(core::str::from_utf8(unsafe { &*(&raw const TEXT) })));
    refused("SHOWN", || _ = black_box(format!("{}", unsafe { &*(&raw const SHOWN) })));
}

#[test]
fn assembly() {
    static mut LOADED: u32 = 0;
    static mut STORED: u32 = 7;
    refused_at("LOADED", file!(), || {
        let found: u32;
        // SAFETY: it loads a static.
        #[cfg(target_arch = "x86_64")]
        unsafe {
            core::arch::asm!("mov {0:e}, dword ptr [{1}]", out(reg) found, in(reg) &raw const LOADED)
        };
        // SAFETY: as there.
        #[cfg(target_arch = "aarch64")]
        unsafe {
            core::arch::asm!("ldr {0:w}, [{1}]", out(reg) found, in(reg) &raw const LOADED)
        };
        black_box(found);
    });
    refused_at("STORED", file!(), || {
        // SAFETY: it stores to a static.
        #[cfg(target_arch = "x86_64")]
        unsafe {
            core::arch::asm!("mov dword ptr [{1}], {0:e}", in(reg) 7, in(reg) &raw mut STORED)
        };
        // SAFETY: as there.
        #[cfg(target_arch = "aarch64")]
        unsafe {
            core::arch::asm!("str {0:w}, [{1}]", in(reg) 7, in(reg) &raw mut STORED)
        };
    });
}

#[test]
fn c() {
    use watched::c::{number_is, read_only_here};
    static WORD: AtomicU32 = AtomicU32::new(0);
    refused_at("WORD", "c/unwatched/reads.c", || _ = black_box(read_only_here(WORD.as_ptr())));
    refused_at("number_text", "c/audit.c", || _ = black_box(number_is()));
}

/// Clang passes a struct by a copy that it tells of.
#[test]
#[cfg(not(clang))]
fn a_struct_in_c() {
    refused_at("shared_pair", "c/audit.c", || _ = black_box(watched::c::pair_by_value()));
}

/// What is the test's own isn't meant.
#[test]
fn unwatched() {
    static GREATEST: AtomicU32 = AtomicU32::new(0);
    let setup = one(Setup::cortex_m(), comes).unwatched(&GREATEST);
    passes(&setup, |_, _| _ = GREATEST.fetch_max(1, SeqCst));
    static LEAST: AtomicU32 = AtomicU32::new(7);
    passes(&one(Setup::cortex_m(), comes), |_, _| _ = model::unwatched(|| LEAST.fetch_min(7, SeqCst)));
}

/// Other threads use statics beside those that are audited, and lose nothing.
#[test]
fn other_threads() {
    static COUNTS: Mutex<[u32; 2]> = Mutex::new([0; 2]);
    static ENDS: AtomicBool = AtomicBool::new(false);
    let counting = || {
        let mut counted = 0;
        while !ENDS.load(SeqCst) {
            COUNTS.lock().unwrap()[0] += 1;
            counted += 1;
        }
        counted
    };
    let threads = [counting, counting].map(std::thread::spawn);
    for _ in 0..20 {
        passes(&one(Setup::cortex_m(), comes), |_, _| comes());
    }
    ENDS.store(true, SeqCst);
    let counted: u32 = threads.map(|thread| thread.join().unwrap()).iter().sum();
    assert_eq!(COUNTS.lock().unwrap()[0], counted);
}
