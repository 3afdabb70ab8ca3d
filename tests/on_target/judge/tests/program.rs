//! The program: its exit status, its last line, its table.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// One operation that masks, and its call: AVR.
const LISTING: &str = "\
00000100 g     F .text\t00000014 op_set
00000080 g     F .text\t00000008 main

Disassembly of section .text:
  80:\t0e 94 80 00 \tcall\t0x100\t; 0x100 <op_set>
  84:\t00 00       \tnop
  86:\tfd cf       \trjmp\t.-6\t; 0x82 <main+0x2>
 100:\t8f b7       \tin\tr24, 0x3f\t; 63
 102:\tf8 94       \tcli
 104:\t8f bf       \tout\t0x3f, r24\t; 63
 106:\t00 00       \tnop
 108:\t08 95       \tret
";

const GOOD: [u32; 5] = [0x80, 0x100, 0x102, 0x108, 0x84];

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        let folder = Self(path);
        folder.write("listing", LISTING);
        folder.write("log", &log(&GOOD, 1));
        folder.write("mutant", &log(&GOOD, 0));
        folder.write("excuses", "# none\n");
        folder
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).unwrap();
    }

    fn table(&self) -> String {
        fs::read_to_string(self.0.join("out/table.tsv")).unwrap()
    }

    fn judge(&self, setting: &str, more: &[&str]) -> (bool, String) {
        let table = if more.contains(&"--tsv") { &[][..] } else { &["--tsv", "out/table.tsv"] };
        let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_judge"))
            .current_dir(&self.0)
            .args(["--machine", "atmega", "--core", "avr", "--setting", setting, "--no-nesting"])
            .args(["--listing", "listing", "--log", "log"])
            .args(table)
            .args(more)
            .output()
            .unwrap();
        let text = String::from_utf8(stdout).unwrap() + &String::from_utf8(stderr).unwrap();
        (status.success(), text)
    }
}

fn log(pcs: &[u32], ok: u8) -> String {
    let records: String =
        pcs.iter().enumerate().map(|(k, pc)| format!("r 100 l {k:x} {pc:x} {ok}\n")).collect();
    format!("irqshare sweep 1\n{records}done {:x}\n", pcs.len())
}

const MUTANT: [&str; 6] = ["--mutant-listing", "listing", "--mutant-log", "mutant", "--excuses", "excuses"];
const HEADER: &str = "machine\toperation\tsetting\tboundaries\thit\tmasked\tviolations\tmutant\n";

#[test]
fn good_runs_share_a_table() {
    let folder = Folder::new("good");
    let (good, text) = folder.judge("s", &MUTANT);
    assert_eq!(
        text,
        "atmega s: 1 operations, 5 boundaries: 3 hit, 2 masked, 0 violations; 1 mutants caught, 0 can't tear; 0 checks\n"
    );
    assert!(good);
    let (good, _) = folder.judge("3", &["--without-mutant"]);
    assert!(good);
    let (good, _) = folder.judge("s", &MUTANT);
    assert!(good);
    let rows = "atmega\tset\t3\t5\t3\t2\t0\tnot run\natmega\tset\ts\t5\t3\t2\t0\tcaught\n";
    assert_eq!(folder.table(), format!("{HEADER}{rows}"));
}

#[test]
fn a_failure_leaves_no_row() {
    let folder = Folder::new("bad");
    assert!(folder.judge("s", &MUTANT).0);
    assert!(folder.judge("3", &MUTANT).0);
    folder.write("log", &log(&[0x80, 0x100, 0x102, 0x108], 1));
    let (good, text) = folder.judge("s", &MUTANT);
    assert!(!good);
    assert!(
        text.starts_with("set: after the strike at op_set+0x8 (108: `ret`), delay 3, the chain breaks"),
        "{text}"
    );
    assert!(text.ends_with("0 checks; 1 FAILED\n"), "{text}");
    assert_eq!(folder.table(), format!("{HEADER}atmega\tset\t3\t5\t3\t2\t0\tcaught\n"));
    // Nor does a log that can't be read at all.
    folder.write("log", "simavr: no such machine\n");
    let (good, text) = folder.judge("3", &MUTANT);
    assert!(!good);
    assert!(
        text.contains("log: the log has no line `irqshare sweep 1`") && text.ends_with("nothing is proven\n"),
        "{text}"
    );
    assert_eq!(folder.table(), HEADER);
}

#[test]
fn the_mutant_must_come_to_its_end() {
    for (mutant, says) in [
        (log(&GOOD, 0).replace("done", "panic 1\ndone"), "the firmware panicked"),
        (log(&GOOD, 0).replace("done 5\n", ""), "broke off"),
        (String::new(), "never started"),
    ] {
        let folder = Folder::new("mutant");
        folder.write("mutant", &mutant);
        let (good, text) = folder.judge("s", &MUTANT);
        assert!(!good && text.contains("mutant: ") && text.contains(says), "{text}");
    }
}

#[test]
fn the_mutant_is_left_out_only_when_asked() {
    let folder = Folder::new("asked");
    let (good, text) = folder.judge("s", &[]);
    assert!(!good && text.contains("--mutant-log"), "{text}");
    let (good, text) = folder.judge("s", &MUTANT[..4]);
    assert!(!good && text.contains("--excuses"), "{text}");
}

#[test]
fn another_release_delay() {
    let folder = Folder::new("delay");
    let (good, text) = folder.judge("s", &["--without-mutant", "--release-delay", "2"]);
    assert!(
        !good && text.contains("op_set+0x8 (108: `ret`)") && text.contains("should have held it off"),
        "{text}"
    );
    folder.write("log", &log(&[0x80, 0x100, 0x102, 0x84], 1));
    let (good, text) = folder.judge("s", &["--without-mutant", "--release-delay", "2"]);
    assert!(good && text.contains("2 hit, 3 masked"), "{text}");
}

#[test]
fn a_foreign_table_is_left_alone() {
    let folder = Folder::new("foreign");
    folder.write("table", "machine\tcycles\n");
    let (good, text) = folder.judge("s", &["--without-mutant", "--tsv", "table"]);
    assert!(!good, "{text}");
    assert_eq!(fs::read_to_string(folder.0.join("table")).unwrap(), "machine\tcycles\n");
}
