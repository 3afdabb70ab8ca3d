//! What the verdict demands beside unbroken chains: that everything ran, that no run was wrong, and that the mutant was caught.

use judge::excuses;
use judge::isa::{Core, Isa};
use judge::listing::Listing;
use judge::log;
use judge::sweep::Machine;
use judge::verdict::{self, Build, Verdict};

const MACHINE: Machine = Machine { release_delay: 0, nests: true };

/// The Thumb fixture with these functions' symbols alone.
fn listing(functions: &[&str]) -> Listing {
    let ours = |line: &&str| {
        let symbol = line.rsplit([' ', '\t']).next().unwrap_or("");
        let judged = ["op_", "act_", "check_"].iter().any(|prefix| symbol.starts_with(prefix));
        !judged || functions.contains(&symbol)
    };
    let text: Vec<&str> = include_str!("fixtures/thumb.txt").lines().filter(ours).collect();
    Listing::parse(&text.join("\n"), Isa::Thumb).unwrap()
}

const FUNCTIONS: [&str; 4] = ["op_pair_set", "op_latency_ceiling", "act_add", "check_sum"];

/// Records of an operation in a mode.
fn sweep(op: &str, mode: char, pcs: &[u32]) -> String {
    pcs.iter().enumerate().map(|(k, pc)| format!("r {op} {mode} {k:x} {pc:x} 1\n")).collect()
}

fn pair(mode: char) -> String {
    sweep("103", mode, &[0x210, 0x102, 0x106, 0x114, 0x214])
}

const UNMASKED: [u32; 7] = [0x24c, 0x1da, 0x1de, 0x1e2, 0x1e4, 0x1e8, 0x250];

fn good() -> String {
    pair('l') + &pair('h') + &sweep("1db", 'u', &UNMASKED) + "check 1f3 1\n"
}

/// The same runs with a violation in each sweep.
fn torn() -> String {
    good()
        .lines()
        .map(|line| {
            if line.contains(" 1 ") {
                line[..line.len() - 1].to_owned() + "0\n"
            } else {
                line.to_owned() + "\n"
            }
        })
        .collect()
}

fn log(records: &str) -> log::Log {
    let number = records.lines().count();
    log::parse(format!("irqshare sweep 1\n{records}done {number:x}\n").as_bytes()).unwrap()
}

fn judge(core: Core, functions: &[&str], real: &str, mutant: Option<&str>, excuses: &str) -> Verdict {
    let listing = listing(functions);
    let (real, mutant) = (log(real), mutant.map(log));
    let mutant = mutant.as_ref().map(|log| Build { listing: &listing, log });
    let excuses = excuses::parse(excuses).unwrap();
    verdict::judge(core, MACHINE, Build { listing: &listing, log: &real }, mutant, &excuses)
}

/// The one failure of a run.
fn failure(real: &str, mutant: &str, excuses: &str) -> String {
    let verdict = judge(Core::V7m, &FUNCTIONS, real, Some(mutant), excuses);
    assert_eq!(verdict.failures.len(), 1, "{:#?}", verdict.failures);
    verdict.failures[0].clone()
}

fn assert_good(verdict: &Verdict) {
    assert!(verdict.failures.is_empty(), "{:#?}", verdict.failures);
}

#[test]
fn all_well() {
    let verdict = judge(Core::V7m, &FUNCTIONS, &good(), Some(&torn()), "");
    assert_good(&verdict);
    let names: Vec<&str> = verdict.rows.iter().map(|row| row.operation.as_str()).collect();
    assert_eq!(names, ["latency-ceiling/urgent", "pair-set", "pair-set/high"]);
    assert_eq!(
        verdict.summary(),
        "3 operations, 21 boundaries: 11 hit, 10 masked, 0 violations; 3 mutants caught, 0 can't tear; 1 checks"
    );
}

#[test]
fn without_a_mutant() {
    let verdict = judge(Core::V7m, &FUNCTIONS, &good(), None, "*\tpair-set\tl\tnot asked for\n");
    assert_good(&verdict);
    assert!(verdict.rows.iter().all(|row| row.mutant == "not run"));
    assert!(verdict.summary().contains("no mutant run"));
}

#[test]
fn broken_chain() {
    let real = good().replace("r 103 h 2 106 1\n", "");
    let why = failure(&real, &torn(), "");
    assert!(why.starts_with("pair-set/high: after the strike at op_pair_set (102: "), "{why}");
}

#[test]
fn violation() {
    let why = failure(&good().replace("r 103 h 3 114 1", "r 103 h 3 114 0"), &torn(), "");
    assert_eq!(why, "pair-set/high: 1 violations, the first at line 10 of the log");
}

#[test]
fn what_never_ran() {
    let why = failure(&(pair('l') + "check 1f3 1\n"), &torn(), "");
    assert!(why.contains("`op_latency_ceiling`, but never ran it"), "{why}");
    let why = failure(&good().replace("check 1f3 1\n", ""), &torn(), "");
    assert!(why.contains("check_sum: the firmware has it, but never ran it"), "{why}");
    let nothing = judge(Core::V7m, &["give_up"], "", None, "");
    assert_eq!(nothing.failures, ["the log has no record of any operation"]);
}

#[test]
fn failed_check() {
    assert_eq!(
        failure(&good().replace("check 1f3 1", "check 1f3 0"), &torn(), ""),
        "check_sum: failed, at line 19 of the log"
    );
    // Once is enough.
    let twice = failure(&(good() + "check 1f3 0\n"), &torn(), "");
    assert_eq!(twice, "check_sum: failed, at line 20 of the log");
}

#[test]
fn address_of_no_operation() {
    for (other, says) in [("105", "op_pair_set+0x2"), ("1f3", "check_sum"), ("1eb", "act_add")] {
        let real = good() + &sweep(other, 'l', &[0x210, 0x104]);
        let why = failure(&real, &torn(), "");
        assert!(why.contains("no function `op_*` begins at") && why.contains(says), "{why}");
    }
    let why = failure(&(good() + "check 103 1\n"), &torn(), "");
    assert!(why.contains("no function `check_*` begins at"), "{why}");
    let why = failure(&good(), &(torn() + "r 105 l 0 1 1\n"), "");
    assert!(why.starts_with("mutant: line "), "{why}");
}

#[test]
fn folded_operations() {
    let text =
        include_str!("fixtures/thumb.txt").replace("act_add", "op_same").replace("000001ea", "00000102");
    let listing = Listing::parse(&text, Isa::Thumb).unwrap();
    let why = listing.named(0x102, "op_").unwrap_err().to_string();
    assert!(why.contains("are the same code at 0x102 (folded)"), "{why}");
    // With a function of another kind at the same place, the name is the operation's.
    let text = text.replace("op_same", "memcpy");
    assert_eq!(Listing::parse(&text, Isa::Thumb).unwrap().named(0x102, "op_").unwrap().name, "op_pair_set");
}

#[test]
fn uncaught_mutant() {
    let mutant = torn().replace("r 103 h 1 102 0", "r 103 h 1 102 1");
    let why = failure(&good(), &mutant, "");
    assert!(why.starts_with("pair-set/high: the mutant, whose masks do nothing, had no violation"), "{why}");
    // An excuse for another mode, core or operation is none.
    for excuse in ["v7m\tpair-set\tlt", "avr\tpair-set\th", "*\tpair\t*", "*\tpair-set-*\t*", "*\t*-get\t*"] {
        let verdict = judge(Core::V7m, &FUNCTIONS, &good(), Some(&mutant), &format!("{excuse}\tbecause\n"));
        assert!(verdict.failures.iter().any(|why| why.starts_with("pair-set/high: the mutant")), "{excuse}");
    }
    for excuse in ["v7m\tpair-set\th", "*\tpair-set\txh", "*\tp*r-s*t\th", "v7m\t*\th"] {
        let verdict =
            judge(Core::V7m, &FUNCTIONS, &good(), Some(&mutant), &format!("# why\n\n{excuse}\tone word\n"));
        assert_good(&verdict);
        assert_eq!(verdict.rows[2].mutant, "can't: one word");
        assert!(verdict.summary().contains("2 mutants caught, 1 can't tear"));
    }
}

#[test]
fn stale_excuse() {
    let why = failure(&good(), &torn(), "# why\nv7m\tpair-set\tl\tone word\n");
    assert_eq!(why, "pair-set: line 2 of the excuses says that it can't tear, but the mutant did: remove it");
    // A pattern too, for each that it covers.
    let verdict = judge(Core::V7m, &FUNCTIONS, &good(), Some(&torn()), "*\tpair-*\t*\tone word\n");
    assert_eq!(verdict.failures.len(), 2);
    // Even if it is right about another.
    let mutant = torn().replace("r 103 h 1 102 0", "r 103 h 1 102 1");
    let verdict = judge(Core::V7m, &FUNCTIONS, &good(), Some(&mutant), "v7m\t*\t*\tone word\n");
    assert_eq!(verdict.failures.len(), 2);
    // A row for other cores isn't stale, nor one that covers nothing.
    assert_good(&judge(
        Core::V7m,
        &FUNCTIONS,
        &good(),
        Some(&torn()),
        "avr\tpair-set\tl\ta\n*\tother\t*\tb\n",
    ));
}

#[test]
fn mutant_that_did_not_run_it() {
    let mutant: String = torn()
        .lines()
        .filter(|line| !line.starts_with("r 103 h"))
        .map(|line| line.to_owned() + "\n")
        .collect();
    for excuses in ["", "*\tpair-set\th\tone word\n"] {
        assert_eq!(
            failure(&good(), &mutant, excuses),
            "pair-set/high: the mutant's log has no records of it"
        );
    }
}

#[test]
fn chains_of_the_mutant_do_not_count() {
    let mutant = "r 103 l 5 104 0\nr 103 h 5 0 0\nr 1db u 1 0 0\n";
    assert_good(&judge(Core::V7m, &FUNCTIONS, &good(), Some(mutant), ""));
}

#[test]
fn latency() {
    let delayed =
        pair('l') + &pair('h') + &sweep("1db", 'u', &[0x24c, 0x1da, 0x1de, 0x1e8, 0x250]) + "check 1f3 1\n";
    let why = failure(&delayed, &torn(), "");
    assert_eq!(why, "latency-ceiling/urgent: 2 boundaries are masked for a handler above the ceiling");
    assert_good(&judge(Core::V6m, &FUNCTIONS, &delayed, Some(&torn()), ""));
}

#[test]
fn nested() {
    let mut records = good();
    for (k, pc) in [0x210, 0x102, 0x106, 0x114, 0x214].iter().enumerate() {
        for (j, pc2) in [0x206, 0x1ea, 0x1f0, 0x20a].iter().enumerate() {
            records += &format!("n 103 1eb {k:x} {j:x} {pc:x} {pc2:x} 1\n");
        }
    }
    let mutant = torn() + "n 103 1eb 0 0 210 206 0\n";
    let verdict = judge(Core::V7m, &FUNCTIONS, &records, Some(&mutant), "");
    assert_good(&verdict);
    let row = verdict.rows.iter().find(|row| row.operation == "pair-set/nested").unwrap();
    assert_eq!((row.hit, row.masked, row.mutant.as_str()), (6, 6, "caught"));
    let why = failure(&records, &torn(), "");
    assert_eq!(why, "pair-set/nested: the mutant's log has no records of it");
    let why = failure(&records.replace("n 103 1eb 2 1 106 1ea 1", "n 103 1eb 2 1 106 1ea 0"), &mutant, "");
    assert!(why.starts_with("pair-set/nested: 1 violations"), "{why}");
}

#[test]
fn excuses_that_are_none() {
    for wrong in [
        "v7m\tpair-set\tl",
        "v7m\tpair-set\tl\ta\tb",
        "v7m\tpair-set\tl\t ",
        "v7m\t\tl\ta",
        "v9\tpair-set\tl\ta",
        "v7m\tpair-set\tq\ta",
        "v7m pair-set l a",
    ] {
        let why = format!("{:#}", excuses::parse(&format!("# why\n{wrong}\n")).unwrap_err());
        assert!(why.contains("line 2"), "{why}");
    }
}
