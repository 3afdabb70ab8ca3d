//! This crate's unit tests are a program, too: what the image says about their own statics.
//!
//! What has to do with types is in `tests/packages/watch-image`, built with all of the debug
//! information; the profile here has lines alone.

use super::*;
use core::cell::{Cell, RefCell};
use core::sync::atomic::{AtomicU32, Ordering};
use critical_section::Mutex;

static FLAG: AtomicU32 = AtomicU32::new(0);
static QUEUE: Mutex<RefCell<[u16; 20]>> = Mutex::new(RefCell::new([1; 20]));
static CONSTANT: [u8; 4] = *b"only";

std::thread_local!(static LOCAL: Cell<u32> = const { Cell::new(0) });

fn counted_here() -> (usize, u32) {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    (&raw const COUNT as usize, COUNT.fetch_add(1, Ordering::Relaxed))
}

fn counted_there() -> (usize, u32) {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    (&raw const COUNT as usize, COUNT.fetch_add(2, Ordering::Relaxed))
}

fn at(image: &Image, address: usize) -> Option<&Static> {
    image.statics().iter().find(|found| found.start == address)
}

#[test]
fn statics_are_where_they_are_in_the_process() {
    let image = Image::get().expect("symbols");
    let _used = (FLAG.load(Ordering::Relaxed), &QUEUE);
    let flag = at(image, &raw const FLAG as usize).expect("found");
    let queue = at(image, &raw const QUEUE as usize).expect("found");
    assert_eq!((flag.name, flag.size), ("FLAG", 4));
    assert_eq!((queue.name, queue.size), ("QUEUE", size_of_val(&QUEUE)));
    assert_eq!(queue.path, concat!(module_path!(), "::QUEUE"));
    for found in image.statics() {
        assert!(image.data().contains(&found.start), "{found:?}");
        assert!(found.start + found.size <= image.data().end, "{found:?}");
    }
    let sorted = |pair: &[Static]| pair[0].start + pair[0].size <= pair[1].start;
    assert!(image.statics().windows(2).all(sorted));
    assert!(image.ignored().windows(2).all(|pair| pair[0].end <= pair[1].start));
}

/// Catches two statics that a report calls the same.
#[test]
fn names_tell_statics_apart() {
    let image = Image::get().expect("symbols");
    let names = [counted_here().0, counted_there().0].map(|address| at(image, address).expect("found").name);
    assert_eq!(names, ["counted_here::COUNT", "counted_there::COUNT"]);
}

#[test]
fn others_statics_are_ignored() {
    let image = Image::get().expect("symbols");
    LOCAL.set(u32::from(CONSTANT[0]));
    for local in [LOCAL.with(|local| &raw const *local as usize), &raw const CONSTANT as usize] {
        assert_eq!(at(image, local), None);
        assert!(!image.data().contains(&local));
    }
    let paths = image.statics().iter().map(|found| found.path);
    let unknown: std::vec::Vec<_> = paths.filter(|path| !path.contains("::tests::")).collect();
    assert_eq!(unknown, [""; 0], "this crate's, std's or the harness's");
    // std's hook, the engine's own, the crt's.
    assert!(image.ignored().len() > 10, "{}", image.ignored().len());
}

/// The return addresses above its caller's caller, the innermost first.
#[inline(never)]
fn calls() -> std::vec::Vec<usize> {
    let mut found = [core::ptr::null_mut(); 64];
    // SAFETY: It writes as many pointers as it is told.
    let count = unsafe { libc::backtrace(found.as_mut_ptr(), 64) };
    found[1..usize::try_from(count).expect("no error")].iter().map(|call| *call as usize).collect()
}

#[inline(always)]
fn inlined() -> std::vec::Vec<usize> {
    calls() // in here
}

#[inline(never)]
fn of_std() -> std::vec::Vec<usize> {
    Some(3).map_or_else(std::vec::Vec::new, |_| calls()[1..].to_vec()) // of std's
}

#[test]
fn places_are_the_users() {
    let image = Image::get().expect("symbols");
    let line = |text: &str| {
        let found = include_str!("tests.rs").lines().position(|line| line.ends_with(text));
        u32::try_from(found.expect("there") + 1).expect("short")
    };
    let file = "src/model/watch/image/tests.rs";
    for (calls, comment, function) in
        [(inlined(), "// in here", "inlined"), (of_std(), "// of std's", "of_std")]
    {
        let place = image.place(&calls).expect("debug information");
        assert_eq!((place.file, place.line), (file, line(comment)));
        assert_eq!(place.function, function);
        assert!(place.column > 0);
        assert_eq!(image.place(&calls), Some(place));
    }
    assert_eq!(image.place(&[]), None);
    assert_eq!(image.place(&[1, 2]), None);
}

/// Catches a debug information that has types after all: then this is where to test parts.
#[test]
fn no_parts_without_types() {
    let image = Image::get().expect("symbols");
    let flag = at(image, &raw const FLAG as usize).expect("found");
    assert_eq!(image.part(flag, 0, 4), None);
}
