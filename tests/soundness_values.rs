//! Soundness of values that not any bytes make, as text and characters: nothing reads half of one,
//! or what was in the same memory before. The tests look at the parts of a value alone, so that one
//! which is half of each is found, and not followed.

#![allow(missing_docs)]

mod common;

use common::{CPUS, fails, irq, passes, see, seen, tried};
use irqshare::model::FailureKind::Panic;
use irqshare::model::{Plain, Setup};
use irqshare::{Global, Shared, plain_field};
use std::cell::Cell;
use std::num::NonZero;
use std::panic::{catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

static LONG: &str = "a text that is longer than the other one";
static SHORT: &str = "x";
static BYTE: u8 = 42;

/// Neither is a `char` if its upper half comes from one of them, and its lower half from the other.
const HIGH: char = '\u{10_d800}';
const LOW: char = 'A';

static NAME: Plain<&'static str> = Plain::new("");
static TITLE: Global<&'static str> = Global::new("");
static KEY: Global<char> = Global::new(LOW);

/// Whether it is one of the two texts. It isn't followed, because half of each is no text.
fn is_whole(text: &str) -> bool {
    [LONG, SHORT].iter().any(|known| (known.as_ptr(), known.len()) == (text.as_ptr(), text.len()))
}

/// The same of the two characters.
fn is_char(key: char) -> bool {
    let key = std::hint::black_box(key as u32);
    key == HIGH as u32 || key == LOW as u32
}

/// Does it when it is dropped.
struct OnDrop<F: Fn()>(F);

impl<F: Fn()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

fn with(cpu: Setup) -> Setup {
    cpu.reset(&NAME, || LONG).reset(&TITLE, || LONG).reset(&KEY, || HIGH)
}

// ---- memory that had another use ----

/// Memory of which a part is a number first, and then a pointer; or bytes first, and then a text.
enum Memory {
    Number(Plain<NonZero<usize>>),
    Pointer(Plain<&'static u8>),
    Bytes(Plain<&'static [u8]>),
    Text(Plain<&'static str>),
}

static MEMORY: Shared<Memory, irq::A> = Shared::new(Memory::Pointer(Plain::new(&BYTE)));

/// Uses it in turn as one and as the other, and sees whether it read what is there.
fn uses_anew(memory: &mut Memory) {
    *memory = Memory::Number(Plain::new(NonZero::<usize>::MIN));
    if let Memory::Number(number) = memory {
        number.set(NonZero::<usize>::MAX);
    }
    *memory = Memory::Pointer(Plain::new(&BYTE));
    if let Memory::Pointer(pointer) = memory {
        see(std::ptr::eq(pointer.get(), &raw const BYTE));
    }
    *memory = Memory::Bytes(Plain::new(&[]));
    if let Memory::Bytes(bytes) = memory {
        bytes.set(&[0xff; 7]);
    }
    *memory = Memory::Text(Plain::new(SHORT));
    if let Memory::Text(text) = memory {
        see(is_whole(text.get()));
    }
}

/// Catches words that are remembered by their address alone: a number would be read as a reference,
/// and bytes that aren't UTF-8 as a text.
#[test]
fn memory_with_another_use_is_new() {
    for (name, cpu) in CPUS {
        let setup = cpu()
            .attach::<irq::A>(1)
            .may_stay_silent::<irq::A>()
            .reset(&MEMORY, || Memory::Pointer(Plain::new(&BYTE)));
        passes(&setup, |_, main| {
            MEMORY.lock(main, uses_anew);
            assert_eq!(seen(), [1, 1], "{name}");
        });
    }
}

/// The same in locals. A run that uses them is refused, but not while it unwinds.
#[test]
fn memory_with_another_use_is_new_while_a_panic_unwinds() {
    for (name, cpu) in CPUS {
        fails(&cpu(), Panic, |_, _| {
            let _on_drop = OnDrop(|| uses_anew(&mut Memory::Pointer(Plain::new(&BYTE))));
            panic!("it unwinds");
        });
        assert_eq!(seen(), [1, 1], "{name}");
    }
}

/// Catches a field without a size that counts as the first byte of its neighbour: a device that
/// writes it while main writes the neighbour would make half of that pass for a value.
#[test]
fn what_has_no_size_leaves_its_neighbour_alone() {
    #[derive(Clone, Copy)]
    #[repr(C)]
    struct Line {
        nothing: [u8; 0],
        key: char,
    }
    static LINE: Plain<Line> = Plain::new(Line { nothing: [], key: LOW });
    static BROKEN: AtomicU32 = AtomicU32::new(0);

    let setup = Setup::avr().every_order().reset(&LINE, || Line { nothing: [], key: HIGH });
    let setup = setup.device("dma", 1, |_| {
        plain_field!(LINE, Line, nothing).poke([]);
        if !is_char(plain_field!(LINE, Line, key).peek()) {
            BROKEN.fetch_add(1, SeqCst);
        }
    });
    let failure = tried(&setup, |_, _| plain_field!(LINE, Line, key).set(LOW)).expect_err("it is torn");
    assert!(failure.message().starts_with("torn: "), "{failure}");
    assert_eq!(BROKEN.load(SeqCst), 0, "it read half of each");
}

// ---- values that are half written ----

/// Catches half a value that a run leaves where it is cut, for the next one, which doesn't reset
/// the cell and reads it while it unwinds.
#[test]
fn a_run_that_is_cut_leaves_whole_values() {
    for ((name, cpu), cut) in CPUS.into_iter().flat_map(|cpu| (0..8).map(move |cut| (cpu, cut))) {
        let _ = tried(&with(cpu()).longest(cut), |_, _| NAME.set(SHORT));
        fails(&cpu(), Panic, |_, _| {
            let _on_drop = OnDrop(|| see(is_whole(NAME.get())));
            panic!("it unwinds");
        });
        assert_eq!(seen(), [1], "{name}, cut after {cut}");
    }
}

/// The same for what is written in a section, and read in the same run.
#[test]
fn a_global_is_whole_where_a_run_is_cut() {
    let broken = Cell::new(false);
    for ((name, cpu), cut) in CPUS.into_iter().flat_map(|cpu| (0..12).map(move |cut| (cpu, cut))) {
        let setup = with(cpu()).longest(cut);
        let look = || OnDrop(|| broken.set(broken.get() || !is_whole(TITLE.get()) || !is_char(KEY.get())));
        let _ = tried(&setup, |_, _| {
            let _on_drop = look();
            TITLE.set(SHORT);
        });
        let _ = tried(&setup, |_, _| {
            let _on_drop = look();
            KEY.set(LOW);
        });
        assert!(!broken.get(), "{name}, cut after {cut}");
    }
}

/// Catches half a `Global` where a device panics between two of its words, and main catches that
/// and reads it.
#[test]
fn a_global_is_whole_where_a_device_panics() {
    let (broken, caught) = (Cell::new(false), Cell::new(0));
    for (name, cpu) in CPUS {
        // It panics at one moment, which is another one in each check.
        for moment in 0..20 {
            thread_local!(static LEFT: Cell<u32> = const { Cell::new(0) });
            LEFT.set(moment);
            let setup = with(cpu()).every_order().device("broken", 1, |_| {
                let left = LEFT.get();
                LEFT.set(left.wrapping_sub(1));
                assert!(left != 0, "the device breaks");
            });
            let _ = tried(&setup, |_, _| {
                if catch_unwind(|| TITLE.set(SHORT)).is_err() || catch_unwind(|| KEY.set(LOW)).is_err() {
                    caught.set(caught.get() + 1);
                    broken.set(broken.get() || !is_whole(TITLE.get()) || !is_char(KEY.get()));
                }
            });
            assert!(!broken.get(), "{name}, at {moment}");
        }
    }
    assert!(caught.get() > 20, "there were {}", caught.get());
}

/// Catches half a `Global` that a device sees between two words: a device that uses cells is
/// refused, but not while it unwinds.
#[test]
fn a_device_that_unwinds_sees_whole_values() {
    static LOOKS: AtomicU32 = AtomicU32::new(0);
    static BROKEN: AtomicU32 = AtomicU32::new(0);
    for (name, cpu) in CPUS {
        let setup = with(cpu()).every_order().device("strange", 1, |_| {
            let _ = catch_unwind(|| {
                let _on_drop = OnDrop(|| {
                    LOOKS.fetch_add(1, SeqCst);
                    if !is_whole(TITLE.get()) || !is_char(KEY.get()) {
                        BROKEN.fetch_add(1, SeqCst);
                    }
                });
                resume_unwind(Box::new(()));
            });
        });
        let _ = tried(&setup, |_, _| {
            TITLE.set(SHORT);
            KEY.set(LOW);
        });
        assert_eq!(BROKEN.load(SeqCst), 0, "{name}");
    }
    assert!(LOOKS.load(SeqCst) > 20, "it looked {} times", LOOKS.load(SeqCst));
}

/// The same the other way round: it writes while main reads.
#[test]
fn a_device_that_unwinds_writes_whole_values() {
    static WRITES: AtomicU32 = AtomicU32::new(0);
    let broken = Cell::new(false);
    for (name, cpu) in CPUS {
        let setup = with(cpu()).every_order().device("strange", 1, |_| {
            let _ = catch_unwind(|| {
                let _on_drop = OnDrop(|| {
                    WRITES.fetch_add(1, SeqCst);
                    TITLE.set(SHORT);
                    KEY.set(LOW);
                });
                resume_unwind(Box::new(()));
            });
        });
        let _ = tried(&setup, |_, _| {
            let (title, key) = (TITLE.get(), KEY.get());
            broken.set(broken.get() || !is_whole(title) || !is_char(key));
        });
        assert!(!broken.get(), "{name}");
    }
    assert!(WRITES.load(SeqCst) > 10, "it wrote {} times", WRITES.load(SeqCst));
}
