//! What the log's reader takes and what it refuses.

use judge::log::{self, Log};
use judge::name::Mode;

const GOOD: &str = "\
irqshare sweep 1
check 1f3 1
r 103 l 1f 20E 1
n 103 1eb 1 2 106 1ec 0
done 3
";

fn error(text: &str) -> String {
    format!("{:#}", log::parse(text.as_bytes()).unwrap_err())
}

#[test]
fn records() {
    let log = log::parse(GOOD.as_bytes()).unwrap();
    let (run, nested, check) = (&log.runs[0], &log.nested[0], &log.checks[0]);
    assert_eq!((check.line, check.address, check.ok), (2, 0x1f3, true));
    assert_eq!((run.line, run.op, run.mode, run.k, run.pc, run.ok), (3, 0x103, Mode::Low, 0x1f, 0x20e, true));
    assert_eq!((nested.line, nested.op, nested.act, nested.k, nested.j), (4, 0x103, 0x1eb, 1, 2));
    assert_eq!((nested.pc, nested.pc2, nested.ok), (0x106, 0x1ec, false));
}

#[test]
fn every_mode() {
    for (letter, suffix) in [
        ("l", ""),
        ("h", "/high"),
        ("t", "/top"),
        ("b", "/both"),
        ("L", "/in-low"),
        ("x", "/line"),
        ("u", "/urgent"),
        ("U", "/in-low-urgent"),
    ] {
        let mode = letter.parse::<Mode>().unwrap();
        assert_eq!((mode.letter().to_string().as_str(), mode.suffix()), (letter, suffix));
    }
    for other in ["n", "q", "", "ll"] {
        assert!(other.parse::<Mode>().is_err(), "{other}");
    }
}

#[test]
fn noise() {
    let plain = log::parse(GOOD.as_bytes()).unwrap();
    let same = |noisy: String| {
        let Log { runs, nested, checks } = log::parse(noisy.as_bytes()).unwrap();
        assert_eq!((runs.len(), nested.len(), checks.len()), (1, 1, 1));
        assert_eq!((runs[0].pc, nested[0].pc2, checks[0].address), (0x20e, 0x1ec, plain.checks[0].address));
    };
    same(GOOD.replace('\n', "\r\n"));
    same(GOOD.replace('\n', "..\n"));
    same(GOOD.lines().map(|line| format!("\x1b[1;32m{line}.\x1b[0m\r\n")).collect());
    same(format!("boot loader\nr nonsense\n{GOOD}"));
    same(GOOD.replace("check", "Loaded 3 bytes\n\nqemu-system-arm: a warning\ncheck"));
    // simavr says bytes that aren't UTF-8 at reset.
    assert!(log::parse(&[b"\xff\xfe\n", GOOD.as_bytes()].concat()).is_ok());
}

#[test]
fn incomplete() {
    assert!(error("").contains("never started"));
    assert!(error(&GOOD.replace("sweep 1", "sweep 2")).contains("never started"));
    assert!(error(&GOOD.replace("done 3\n", "")).contains("broke off"));
    for wrong in ["2", "4", "0", "30"] {
        let why = error(&GOOD.replace("done 3", &format!("done {wrong}")));
        assert!(why.contains(&format!("printed {wrong} records")) && why.contains("the log has 3"), "{why}");
    }
    // Every line counts.
    for line in GOOD.lines() {
        error(&GOOD.replace(&format!("{line}\n"), ""));
    }
}

#[test]
fn more_than_one_run() {
    assert!(error(&format!("{GOOD}{GOOD}")).contains("line 6: a second"));
    assert!(error(&GOOD.replace("r 103", "irqshare sweep 1\nr 103")).contains("line 3: a second"));
    assert!(error(&format!("{GOOD}check 1f3 1\n")).contains("line 6: `check 1f3 1` comes after `done`"));
}

#[test]
fn panics() {
    assert!(
        error(&GOOD.replace("n 103", "panic 2f\nn 103"))
            .contains("line 4: `panic 2f`: the firmware panicked")
    );
    assert!(error(&format!("{GOOD}panic 1\n")).contains("panic 1"));
}

#[test]
fn garbage() {
    for garbage in [
        "hello",
        "r 103 l 1f 20e",
        "r 103 l 1f 20e 1 1",
        "r  103 l 1f 20e 1",
        "r 103 l 1f 20e 2",
        "r 103 l 1f 20g 1",
        "r 103 l 1f 0x20e 1",
        "r 103 l 1f +20e 1",
        "r 103 l 1f 120000000 1",
        "r 103 q 1f 20e 1",
        "r 103 n 1f 20e 1",
        "r 103 l 1f 20r 103 l 20 20e 1",
        "n 103 1eb 1 2 106 1",
        "check 1f3",
        "done",
        " r 103 l 1f 20e 1",
    ] {
        let why = error(&GOOD.replace("r 103 l 1f 20E 1", garbage));
        assert!(why.contains(&format!("line 3: `{garbage}`: ")), "{why}");
    }
}
