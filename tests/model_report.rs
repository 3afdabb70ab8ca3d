//! What a check prints: the report of one that passed, the picture of one that failed.

#![allow(missing_docs)]

mod common;

use common::{A, HIGH, fails, irq, on, passes};
use irqshare::model::{Failure, FailureKind::*, Plain, Setup};
use irqshare::{Global, Isr, Shared, interrupts};
use std::cell::Cell;

static X: Plain<u16> = Plain::new(0);
static G: Global<u16> = Global::new(0);
static S: Shared<u16, irq::A> = Shared::new(0);
static A_COUNTER_WITH_A_LONG_NAME_THAT_GOES_ON_AND_DOES_NOT_END_SOON: Plain<u64> = Plain::new(0);

fn with(cpu: Setup) -> Setup {
    cpu.every_order().interrupts_on().attach::<irq::A>(1).reset(&X, || 0x00ff).reset(&G, || 0)
}

/// Of a handler without a body.
const UNSEEN: &str = "\nA fired, but did nothing that the model sees, so nothing was tried out about it: share by cells, or test atomics and other crates' cells by other means";

/// Catches a masked stretch of the wrong length or place. On AVR: a `get` of 2 bytes, then a section of 2 + 4 accesses, which is the longest.
#[test]
fn the_masked_stretch_is_exact() {
    let line = Cell::new(0);
    let report = passes(&with(Setup::avr()), |_, _| {
        G.get();
        line.set(line!() + 1);
        interrupts::free(|_| {
            X.get();
            G.update(|g| g + 1);
        });
        G.set(1);
    });
    let worst = report.masked()[0];
    assert_eq!((worst.vector, worst.accesses), ("A", 6));
    let from = worst.from.expect("it was held off");
    assert_eq!((from.file(), from.line()), ("tests/model_report.rs", line.get()));
    assert_eq!(
        report.to_string(),
        format!(
            "5 schedules (complete), up to 4 preemption points\nA held off for up to 6 accesses, from {}:{}:{}{UNSEEN}",
            from.file(),
            from.line(),
            from.column()
        ),
        "before and after each of three masked stretches is 4 moments, and never"
    );
}

/// Catches a stretch that is invented where nothing masks.
#[test]
fn no_mask_no_stretch() {
    let report = passes(&with(Setup::cortex_m()), |_, _| {
        G.get();
        X.get();
    });
    assert!(report.masked()[0].from.is_none() && report.masked()[0].accesses == 0);
    assert_eq!(report.to_string(), format!("4 schedules (complete), up to 3 preemption points{UNSEEN}"));
}

/// Catches counts of firings that aren't the most in one schedule, or that answer for a vector which isn't there.
#[test]
fn firings_are_counted() {
    let setup =
        Setup::avr().every_order().interrupts_on().attach::<irq::A>(3).attach::<irq::HIGH>(1).reset(&X, || 0);
    on(HIGH, || {});
    let report = passes(&setup, |_, _| {
        X.get();
    });
    assert_eq!((report.fired("A"), report.fired("HIGH"), report.fired("NOBODY")), (3, 1, 0));
}

/// The picture as it should be: `SRC:n` stands for this file and its line `base` + n, and what is in that line follows.
#[track_caller]
fn drawn(failure: &Failure, base: u32, expected: &[&str]) {
    let text = std::fs::read_to_string(file!()).expect("this file");
    let sources: Vec<&str> = text.lines().map(str::trim).collect();
    let whole = |line: &&str| {
        let Some((lanes, number)) = line.split_once("SRC:") else { return (*line).to_string() };
        let line = base as usize + number.parse::<usize>().expect("a number");
        format!("{lanes}{}:{line}  {}", file!(), sources[line - 1])
    };
    let expected: Vec<String> = expected.iter().map(whole).collect();
    assert_eq!(failure.picture().lines().collect::<Vec<_>>(), expected, "\n{}", failure.picture());
}

/// The picture of the schedule that tears, to the letter, and the whole report around it. The first way is "nobody", so the strike between the bytes is tried before the one
/// ahead of both: never; after both; between.
#[test]
fn the_picture_is_exact() {
    let base = line!();
    on(A, || X.set(0x0100));
    let failure = fails(&with(Setup::avr()), Panic, |_, _| {
        let value = X.get();
        assert!(value == 0x00ff || value == 0x0100, "torn: {value:#06x}");
    });
    let why = format!("torn: 0x01ff (at {}:{}:9)", file!(), base + 4);
    drawn(
        &failure,
        base,
        &[
            "      main                     A",
            "   1  │ reads X byte 0: 0xff                                     SRC:3",
            "   2  ├──────────────────────▶ ┌ starts",
            "   3  ┊                        │ writes X byte 1: 0x00 -> 0x01   SRC:1",
            "   4  ┊                        │ writes X byte 0: 0xff -> 0x00   SRC:1",
            "   5  ┊                        └ ends",
            "   6  │ reads X byte 1: 0x01                                     SRC:3",
            "   7  │ got X: 0x01ff                                            SRC:3",
            &format!("   8  ╳ panics                                                   {why}"),
        ],
    );
    assert_eq!(failure.schedules(), 3);
    assert_eq!(
        failure.to_string(),
        format!(
            "{why}\n\nthe shortest schedule that shows it, met after 3:\n{}\ntoken: {}",
            failure.picture(),
            failure.token().expect("a schedule failed")
        )
    );
}

/// Catches lanes that mix up nested handlers, a handler that waits and doesn't look so, arrows to the wrong lane (HIGH stands left of A, so one goes back), and masked
/// stretches that don't show: in A, HIGH waits for the end of the section.
#[test]
fn nested_handlers_have_lanes_of_their_own() {
    let base = line!();
    on(A, || {
        interrupts::free(|_| {
            G.set(1);
            irq::HIGH::pend();
        });
        assert_eq!(G.get(), 1, "HIGH in A");
    });
    on(HIGH, || G.set(2));
    let setup = Setup::cortex_m().interrupts_on().attach::<irq::HIGH>(0).attach::<irq::A>(0).reset(&G, || 0);
    let failure = fails(&setup, Panic, |cpu, _| {
        cpu.note("main goes on");
        irq::A::pend();
    });
    drawn(
        &failure,
        base,
        &[
            "      main             HIGH              A",
            "   1  │ main goes on                                       SRC:11",
            "   2  │ pends A                                            SRC:12",
            "   3  ├────────────────────────────────▶ ┌ starts",
            "   4  ┊                                  ┏ masks all       SRC:2",
            "   5  ┊                                  ┃ set G: 0 -> 1   SRC:3",
            "   6  ┊                                  ┃ pends HIGH      SRC:4",
            "   7  ┊                                  ┗ unmasks",
            "   8  ┊                ┌ starts ◀────────┤",
            "   9  ┊                │ set G: 1 -> 2   ┊                 SRC:8",
            "  10  ┊                └ ends            ┊",
            "  11  ┊                                  │ get G: 2        SRC:6",
            "  12  ┊                                  ╳ panics          assertion `left == right` failed: HIGH in A",
        ],
    );
}

/// Catches a masked lane that is interrupted by what it doesn't mask, and then looks as if it was open.
#[test]
fn a_masked_lane_stays_masked_while_it_waits() {
    let base = line!();
    on(HIGH, || panic!("HIGH"));
    let setup = Setup::cortex_m().interrupts_on().attach::<irq::HIGH>(0).reset(&S, || 0);
    let failure = fails(&setup, Panic, |cpu, main| {
        S.lock(main, |_| {
            irq::HIGH::pend();
            cpu.barrier();
        });
    });
    drawn(
        &failure,
        base,
        &[
            "      main              HIGH",
            "   1  ┏ masks up to 1              SRC:4",
            "   2  ┃ takes S                    SRC:4",
            "   3  ┃ pends HIGH                 SRC:5",
            "   4  ┠───────────────▶ ┌ starts",
            &format!("   5  ┋                 ╳ panics   HIGH (at {}:{}:17)", file!(), base + 1),
        ],
    );
}

/// Catches interrupts that are off from the start and look as if they were on, a section that seems to open them, and a device that seems to interrupt.
#[test]
fn what_is_off_from_the_start_is_masked() {
    let base = line!();
    on(A, || panic!("A"));
    let setup = Setup::avr().attach::<irq::A>(0);
    let setup = setup.device("line", 1, |cpu| cpu.pend::<irq::A>());
    let failure = fails(&setup, Panic, |_, _| {
        interrupts::free(|_| ());
        // SAFETY: no section is open.
        unsafe { irqshare::interrupts::enable() };
    });
    drawn(
        &failure,
        base,
        &[
            "      main                             A          line",
            "   1  ┃                                           ◆ acts",
            "   2  ┃                                           │ pends A   SRC:3",
            "   3  ┣ masks all                                             SRC:5",
            "   4  ┣ ends a section, still masked",
            "   5  ┗ turns interrupts on                                   SRC:7",
            "   6  ├──────────────────────────────▶ ┌ starts",
            &format!(
                "   7  ┊                                ╳ panics               A (at {}:{}:14)",
                file!(),
                base + 1
            ),
        ],
    );
}

/// Catches findings whose accesses aren't marked, or in another order.
#[test]
fn the_accesses_of_a_finding_are_marked() {
    let base = line!();
    on(A, || G.set(7));
    let failure = fails(&with(Setup::cortex_m()).atomicity(), NotAtomic, |_, _| {
        let g = G.get();
        X.get();
        G.set(g + 1);
    });
    drawn(
        &failure,
        base,
        &[
            "      main                  A",
            "   1  │ (1) get G: 0                              SRC:3",
            "   2  ├───────────────────▶ ┌ starts",
            "   3  ┊                     │ (2) set G: 0 -> 7   SRC:1",
            "   4  ┊                     └ ends",
            "   5  │ reads X: 0x00ff                           SRC:4",
            "   6  │ (3) set G: 7 -> 1                         SRC:5",
        ],
    );
}

/// Catches a lock that only looked, and whose mark goes to another event: it has none of its own at its end.
#[test]
fn a_lock_that_only_looks_is_marked_where_it_begins() {
    let base = line!();
    on(A, || {
        // SAFETY: this is the handler.
        let mut isr = unsafe { Isr::<irq::A>::steal() };
        *S.get_mut(&mut isr) = 7;
    });
    let setup = Setup::cortex_m().interrupts_on().attach::<irq::A>(1).reset(&S, || 0);
    let failure = fails(&setup.atomicity(), NotAtomic, |_, main| {
        for _ in 0..2 {
            S.lock(main, |s| *s);
        }
    });
    drawn(
        &failure,
        base,
        &[
            "      main              A",
            "   1  ┏ masks up to 1                            SRC:9",
            "   2  ┃ (1) takes S                              SRC:9",
            "   3  ┗ unmasks",
            "   4  ├───────────────▶ ┌ starts",
            "   5  ┊                 │ takes S                SRC:4",
            "   6  ┊                 │ (2) leaves S: 0 -> 7   SRC:4",
            "   7  ┊                 └ ends",
            "   8  ┏ masks up to 1                            SRC:9",
            "   9  ┃ (3) takes S                              SRC:9",
            "  10  ┗ unmasks",
        ],
    );
}

/// Catches a picture of thousands of lines: of what is the same over and over two are drawn and the last, whatever the values; of what isn't the last 200 events; the others
/// are counted.
#[test]
fn long_pictures_are_cut() {
    let base = line!();
    let failure = fails(&with(Setup::cortex_m()), Panic, |_, _| {
        for _ in 0..300 {
            X.get();
        }
        panic!("at the end");
    });
    drawn(
        &failure,
        base,
        &[
            "      main",
            "   1  │ reads X: 0x00ff   SRC:3",
            "   2  │ reads X: 0x00ff   SRC:3",
            " ...  │ (the same 297 times more)",
            " 300  │ reads X: 0x00ff   SRC:3",
            &format!(" 301  ╳ panics            at the end (at {}:{}:9)", file!(), base + 5),
        ],
    );

    let failure = fails(&with(Setup::cortex_m()), Panic, |_, _| {
        (0..300).for_each(|i| X.set(i));
        panic!("at the end");
    });
    let lines: Vec<&str> = failure.picture().lines().collect();
    assert_eq!(lines[3], " ...  │ (the same 297 times more)");
    assert!(lines[4].starts_with(" 300  │ writes X: 0x012a -> 0x012b"), "{failure}");

    let failure = fails(&with(Setup::cortex_m()), Panic, |cpu, _| {
        (0..300).for_each(|i| cpu.note(&i.to_string()));
        panic!("at the end");
    });
    let lines: Vec<&str> = failure.picture().lines().collect();
    assert_eq!(lines.len(), 202, "head, what is left out, 200 events: {failure}");
    assert_eq!(lines[1], " ...  │ (101 events left out)");
    assert!(lines[2].starts_with(" 102  │ 101"), "{failure}");
    assert!(lines[201].starts_with(" 301  ╳ panics"), "{failure}");
}

/// Catches a storm of which only the end is drawn: what led to it is there, and two rounds of it, each from the handler's start on.
#[test]
fn a_storm_is_drawn_from_its_beginning() {
    on(A, || {
        X.update(|x| x.wrapping_add(1));
        irq::A::pend();
    });
    let failure = fails(&with(Setup::cortex_m()), Storm, |_, _| {
        X.get();
    });
    let lines: Vec<&str> = failure.picture().lines().collect();
    for (line, begins) in [
        (1, "   1  ├───"),
        (2, "   2  ┊"),
        (5, "   5  ┊"),
        (6, "   6  ├───"),
        (11, " ...  ┊ (the same 998 times more, 4990 events)"),
        (12, "5001  ├───"),
    ] {
        assert!(lines[line].starts_with(begins), "line {line} isn't `{begins}`: {failure}");
    }
}

/// Catches a finding's accesses that are left out of a long picture: they are kept, and what has nothing to do with them isn't.
#[test]
fn long_pictures_keep_what_is_marked() {
    on(A, || G.set(7));
    let failure = fails(&with(Setup::cortex_m()).atomicity(), NotAtomic, |_, _| {
        let g = G.get();
        (0..300).for_each(|i| X.set(i));
        G.set(g + 1);
        (0..300).for_each(|i| G.set(i));
    });
    let lines: Vec<&str> = failure.picture().lines().collect();
    for (line, begins) in [
        (1, "   1  │ (1) get G: 0"),
        (2, "   2  ├────────────────────────────▶ ┌ starts"),
        (3, "   3  ┊                              │ (2) set G: 0 -> 7"),
        (5, "   5  │ writes X: 0x00ff -> 0x0000"),
        (7, " ...  │ (the same 297 times more)"),
        (8, " 304  │ writes X: 0x012a -> 0x012b"),
        (9, " 305  │ (3) set G: 7 -> 1"),
        (12, " ...  │ (the same 297 times more)"),
        (13, " 605  │ set G: 298 -> 299"),
    ] {
        assert!(lines[line].starts_with(begins), "line {line} isn't `{begins}`: {failure}");
    }
    assert_eq!(lines.len(), 14, "{failure}");
}

/// Catches texts of any length: the values stay, names lose their middle, and nothing breaks the line.
#[test]
fn long_texts_are_shortened() {
    let setup =
        with(Setup::cortex_m()).reset(&A_COUNTER_WITH_A_LONG_NAME_THAT_GOES_ON_AND_DOES_NOT_END_SOON, || 0);
    let failure = fails(&setup, Panic, |cpu, _| {
        cpu.note(&format!("begin {} \n end", "x".repeat(200)));
        A_COUNTER_WITH_A_LONG_NAME_THAT_GOES_ON_AND_DOES_NOT_END_SOON.set(u64::MAX);
        panic!("{}", "why ".repeat(100));
    });
    let lines: Vec<&str> = failure.picture().lines().collect();
    assert!(lines.iter().all(|line| line.chars().count() < 200), "{failure}");
    for (line, begins) in [
        (1, "   1  │ begin xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…xxxxxxxxxxxxxxx   end   tests/"),
        (2, "   2  │ writes A_COUNTER_WITH_A_L…_SOON word 0: 0x00000000 -> 0xffffffff   tests/"),
    ] {
        assert!(lines[line].starts_with(begins), "line {line} isn't `{begins}`: {failure}");
    }
}
