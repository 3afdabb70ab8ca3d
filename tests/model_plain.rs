//! `Plain` of what isn't a number: pointers, functions, flags, enums, characters; and of one field. What is torn there fails, and is never made a value.

#![cfg(feature = "model")]
#![allow(missing_docs)]

use irqshare::model::{self, Bits, Cpu, Failure, FailureKind, Plain, Register, Setup};
use irqshare::{Main, plain_field};
use std::cell::RefCell;
use std::collections::BTreeSet;

irqshare::handlers! {
    device: irqshare::model::lm3s6965;
    fn UART0(_isr) {
        match plain_field!(DOES, Does, what).get() {
            What::SetsCallback => CALLBACK.set(Some(second)),
            What::SetsFirst => CALLBACK.set(Some(first)),
            What::ReadsCallback => _ = CALLBACK.get(),
            What::SetsTable => TABLE.at(1).set(second),
            What::SetsPointer => POINTER.set(&raw const BYTES[3]),
            What::SetsLetter => LETTER.set(plain_field!(DOES, Does, letter).get()),
            What::SetsNumber => NUMBER.set(0x100),
            What::SetsName => NAME.set("second"),
            What::SetsMode => MODE.set(Mode::Fast),
            What::CountsTicks => plain_field!(STATE, State, clock.ticks).update(|ticks| ticks + 1),
        }
    }
}

#[derive(Debug, Clone, Copy)]
#[repr(u8)]
enum What {
    SetsCallback,
    SetsFirst,
    ReadsCallback,
    SetsTable,
    SetsPointer,
    SetsLetter,
    SetsNumber,
    SetsName,
    SetsMode,
    CountsTicks,
}
// SAFETY: an enum without fields.
unsafe impl Bits for What {
    const ANY: bool = false;
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
enum Mode {
    Slow,
    Fast,
}
// SAFETY: an enum without fields.
unsafe impl Bits for Mode {
    const ANY: bool = false;
}

/// What the handler does. It has padding, so only its fields can be used.
#[derive(Clone, Copy)]
struct Does {
    what: What,
    letter: char,
}

#[derive(Clone, Copy)]
struct Clock {
    ticks: u16,
    _running: bool,
}

#[derive(Clone, Copy)]
struct State {
    mode: Mode,
    clock: Clock,
    next: Option<fn() -> u8>,
    bytes: [u8; 3],
}

fn first() -> u8 {
    1
}
fn second() -> u8 {
    2
}

static DOES: Plain<Does> = Plain::new(Does { what: What::SetsMode, letter: 'a' });
static CALLBACK: Plain<Option<fn() -> u8>> = Plain::new(None);
static TABLE: Plain<[fn() -> u8; 2]> = Plain::new([first; 2]);
static BYTES: [u8; 4] = [0, 1, 2, 3];
static POINTER: Plain<*const u8> = Plain::new(&raw const BYTES[0]);
static LETTER: Plain<char> = Plain::new('a');
static NUMBER: Plain<usize> = Plain::new(0);
static NAME: Plain<&'static str> = Plain::new("first");
static MODE: Plain<Mode> = Plain::new(Mode::Slow);
const STILL: State =
    State { mode: Mode::Slow, clock: Clock { ticks: 0, _running: false }, next: None, bytes: [0; 3] };
static STATE: Plain<State> = Plain::new(STILL);
static STATES: Plain<[State; 2]> = Plain::new([STILL; 2]);
/// A DMA's address register.
static ADDRESS: Register<*const u8> = Register::new(core::ptr::null());

/// A handler that comes once and does that.
fn setup(cpu: Setup, what: What, letter: char) -> Setup {
    cpu.attach::<UART0>(1)
        .interrupts_on()
        .reset(&DOES, move || Does { what, letter })
        .reset(&CALLBACK, || Some(first))
        .reset(&TABLE, || [first as fn() -> u8; 2])
        .reset(&POINTER, || &raw const BYTES[0])
        .reset(&LETTER, || 'a')
        .reset(&NUMBER, || 0xff)
        .reset(&NAME, || "first")
        .reset(&MODE, || Mode::Slow)
        .reset(&STATE, || STILL)
        .reset(&STATES, || [STILL; 2])
        .reset(&ADDRESS, core::ptr::null)
}

fn cpus() -> [(fn() -> Setup, bool); 3] {
    [(Setup::avr, true), (Setup::cortex_m, false), (Setup::riscv, false)]
}

/// What main sees in all schedules.
fn outcomes<T: Ord>(setup: &Setup, body: impl Fn() -> T) -> BTreeSet<T> {
    let seen = RefCell::new(BTreeSet::new());
    let report = model::check(setup, |_cpu, _main| _ = seen.borrow_mut().insert(body()));
    assert!(report.complete());
    seen.into_inner()
}

fn torn(setup: &Setup, body: impl Fn(&Cpu, &mut Main)) -> Failure {
    let failure = model::try_check(setup, body).expect_err("it is torn");
    assert_eq!(failure.kind(), FailureKind::Torn, "{failure}");
    failure
}

/// Catches a pointer that is torn where one load reads it, and one that isn't where it takes two.
#[test]
fn a_function_is_two_words_on_avr_and_one_elsewhere() {
    for (cpu, tears) in cpus() {
        let setup = setup(cpu(), What::SetsCallback, 'a');
        let call = || CALLBACK.get().map(|callback| callback());
        if tears {
            let failure = torn(&setup, |_, _| _ = call());
            let told = failure.message();
            assert!(
                told.contains("`main` reads words of two values")
                    && told.contains("was written by `UART0` at"),
                "{told}"
            );
            assert!(told.contains("was there when the run began"), "{told}");
            assert!(failure.picture().contains("reads CALLBACK byte 1: "), "{failure}");
            assert!(failure.picture().contains("╳ reads what is no value"), "{failure}");
        } else {
            assert_eq!(outcomes(&setup, call), BTreeSet::from([Some(1), Some(2)]));
        }
    }
}

/// Catches a check that looks at the bytes of the host's addresses: nearby pointers differ in one half alone.
#[test]
fn a_pointer_is_torn_by_where_its_words_come_from() {
    for (cpu, tears) in cpus() {
        let setup = setup(cpu(), What::SetsPointer, 'a');
        if tears {
            torn(&setup, |_, _| _ = POINTER.get());
        } else {
            // SAFETY: it points to one of the bytes.
            assert_eq!(outcomes(&setup, || unsafe { *POINTER.get() }), BTreeSet::from([0, 3]));
        }
    }
}

/// Catches a value that stays torn, since a write was struck, and is read later.
#[test]
fn what_was_written_torn_is_torn_for_good() {
    let struck = setup(Setup::avr(), What::SetsCallback, 'a');
    let failure = torn(&struck, |_, _| {
        CALLBACK.set(None);
        let _ = CALLBACK.get();
    });
    assert_eq!(failure.message().matches("was written by").count(), 2, "{failure}");
    // Nobody reads it.
    assert!(model::check(&struck, |_, _| CALLBACK.set(None)).complete());
    // It is written again first, with everything masked.
    let mended = |_: &Cpu, _: &mut Main| {
        CALLBACK.set(None);
        irqshare::interrupts::free(|_| {
            CALLBACK.set(None);
            assert!(CALLBACK.get().is_none());
        });
    };
    assert!(model::check(&struck, mended).complete());
}

/// Catches a handler that reads what main has written half of.
#[test]
fn a_handler_may_read_what_is_half_written() {
    let setup = setup(Setup::avr(), What::ReadsCallback, 'a');
    let failure = torn(&setup, |_, _| CALLBACK.set(None));
    assert!(failure.message().contains("`UART0` reads words of two values"), "{failure}");
}

/// Catches a false alarm: both write the same.
#[test]
fn two_halves_of_one_value_are_whole() {
    let setup = setup(Setup::avr(), What::SetsFirst, 'a');
    let call = || {
        CALLBACK.set(Some(first));
        CALLBACK.get().map(|callback| callback())
    };
    assert_eq!(outcomes(&setup, call), BTreeSet::from([Some(1)]));
}

/// Catches elements that are taken for one value: each is whole by itself.
#[test]
fn elements_are_torn_one_by_one() {
    for (cpu, tears) in cpus() {
        let setup = setup(cpu(), What::SetsTable, 'a');
        let call = || TABLE.get().map(|function| function());
        if tears {
            torn(&setup, |_, _| _ = call());
            let other = || TABLE.at(0).get()();
            assert_eq!(outcomes(&setup, other), BTreeSet::from([1]));
        } else {
            assert_eq!(outcomes(&setup, call), BTreeSet::from([[1, 1], [1, 2]]));
        }
    }
}

/// A pointer and a length: Catches one that is taken for a word.
#[test]
fn a_str_is_torn_everywhere() {
    for (cpu, _) in cpus() {
        torn(&setup(cpu(), What::SetsName, 'a'), |_, _| _ = NAME.get());
    }
}

/// Catches a false alarm: what differs is in one word.
#[test]
fn a_character_is_torn_by_its_bytes() {
    let read = || LETTER.get();
    assert_eq!(outcomes(&setup(Setup::avr(), What::SetsLetter, 'b'), read), BTreeSet::from(['a', 'b']));
    torn(&setup(Setup::avr(), What::SetsLetter, '\u{1f602}'), |_, _| _ = read());
    let one_load = setup(Setup::cortex_m(), What::SetsLetter, '\u{1f602}');
    assert_eq!(outcomes(&one_load, read), BTreeSet::from(['a', '\u{1f602}']));
}

/// Catches a `usize` of the host's width, and one that is split in the middle of it.
#[test]
fn a_usize_has_the_targets_width() {
    for (cpu, tears) in cpus() {
        let seen = outcomes(&setup(cpu(), What::SetsNumber, 'a'), || NUMBER.get());
        let (old, new) = (0xff, 0x100);
        if tears {
            assert!(seen.contains(&0x1ff) || seen.contains(&0), "{seen:x?}");
        } else {
            assert_eq!(seen, BTreeSet::from([old, new]));
        }
    }
}

#[test]
fn one_byte_is_whole_everywhere() {
    for (cpu, _) in cpus() {
        let seen = outcomes(&setup(cpu(), What::SetsMode, 'a'), || MODE.get());
        assert_eq!(seen, BTreeSet::from([Mode::Slow, Mode::Fast]));
    }
}

/// Catches a torn value that is made while a panic unwinds: it is whole then, one of those that were written.
#[test]
fn what_unwinds_gets_a_value() {
    struct Reads<'a>(&'a RefCell<BTreeSet<Option<u8>>>);
    impl Drop for Reads<'_> {
        fn drop(&mut self) {
            self.0.borrow_mut().insert(CALLBACK.get().map(|callback| callback()));
        }
    }
    let (setup, seen) = (setup(Setup::avr(), What::SetsCallback, 'a'), RefCell::default());
    let unwinds = || {
        let _reads = Reads(&seen);
        CALLBACK.set(None);
        panic!("on purpose");
    };
    let body = |_: &Cpu, _: &mut Main| {
        let unwound = std::panic::catch_unwind(std::panic::AssertUnwindSafe(unwinds));
        assert!(unwound.is_err());
        CALLBACK.set(None);
    };
    assert!(model::check(&setup, body).complete());
    // Which of the two, the order of the words says.
    assert!(seen.into_inner().is_subset(&BTreeSet::from([None, Some(2)])));
}

/// Catches an access to a field that touches its neighbours, and a finding that doesn't name it.
#[test]
fn a_field_is_a_cell_of_its_own() {
    for (cpu, _) in cpus() {
        let setup = setup(cpu(), What::CountsTicks, 'a').atomicity();
        let others = |_: &Cpu, _: &mut Main| {
            plain_field!(STATE, State, mode).set(Mode::Fast);
            plain_field!(STATE, State, next).set(Some(second));
            plain_field!(STATE, State, bytes).at(1).set(7);
            assert_eq!(plain_field!(STATE, State, bytes).get(), [0, 7, 0]);
            assert_eq!(plain_field!(STATE, State, mode).get(), Mode::Fast);
            assert_eq!(plain_field!(STATE, State, next).get().map(|next| next()), Some(2));
        };
        assert!(model::check(&setup, others).complete());
        let failure = model::try_check(&setup, |_, _| {
            plain_field!(STATE, State, clock.ticks).update(|ticks| ticks + 1);
        })
        .unwrap_err();
        assert_eq!(failure.findings()[0].variable(), Some("STATE.clock.ticks"), "{failure}");
        assert!(failure.picture().contains("STATE.clock.ticks"), "{failure}");
    }
}

#[test]
fn a_field_of_an_element_says_of_which() {
    let setup = setup(Setup::avr(), What::SetsMode, 'a');
    let failure = model::try_check(&setup, |_, _| {
        plain_field!(STATES.at(1), State, bytes).at(2).set(9);
        panic!("on purpose");
    });
    let failure = failure.unwrap_err();
    assert!(failure.picture().contains("writes STATES[1].bytes[2]"), "{failure}");
}

/// A register of a DMA: catches one that only takes numbers.
#[test]
fn a_register_may_hold_a_pointer() {
    for (cpu, _) in cpus() {
        let setup = setup(cpu(), What::SetsMode, 'a');
        let report = model::check(&setup, |_, _| {
            ADDRESS.write(&raw const BYTES[2]);
            // SAFETY: it points to that byte.
            assert_eq!(unsafe { *ADDRESS.read() }, 2);
        });
        assert!(report.complete());
    }
}
