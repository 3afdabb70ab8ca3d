//! Findings of `Setup::atomicity` in readable form: `R-W-R first strike second`. The names stand behind the accesses, as comments: `X.get(); // (first)`,
//! or below the line that opens a block: `while X.get() > 0 {`, `// (first)`.

use super::forget;
use irqshare::Main;
use irqshare::model::{self, Cpu, FailureKind, Finding, Place, Setup};
use std::collections::BTreeMap;

/// What a test calls an access; else where it stands.
fn label(place: Place) -> String {
    let source = std::fs::read_to_string(place.file()).expect("the test's source").leak();
    let mut lines = source.lines().skip(place.line() as usize - 1);
    let (line, below) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let below = if line.ends_with('{') && below.trim_start().starts_with("// (") { below } else { "" };
    let name = |line: &'static str| line.split_once("// (").and_then(|(_, rest)| rest.split_once(')'));
    let name = name(line).or_else(|| name(below));
    name.map_or_else(|| format!("[{place}]"), |(name, _)| name.into())
}

/// `R-W-R first strike second`, sorted.
pub fn told(findings: &[Finding]) -> Vec<String> {
    let mut lines = BTreeMap::new();
    let mut name = |place: Place| {
        let name = label(place);
        let line = *lines.entry(name.clone()).or_insert(place.line());
        assert_eq!(line, place.line(), "two lines are called `{name}`");
        name
    };
    let mut told: Vec<String> = findings
        .iter()
        .map(|f| {
            let [first, strike, second] = f.places().map(&mut name);
            format!("{} {first} {strike} {second}", f.order())
        })
        .collect();
    told.sort();
    told
}

/// What a search finds; it doesn't fail otherwise, and is complete.
#[track_caller]
pub fn findings(setup: Setup, body: impl Fn(&Cpu, &mut Main)) -> Vec<Finding> {
    let result = model::try_check(&setup.atomicity(), |cpu, main| {
        forget();
        body(cpu, main);
    });
    match result {
        Ok(report) => {
            assert!(report.complete(), "{report}");
            Vec::new()
        }
        Err(failure) => {
            assert_eq!(failure.kind(), FailureKind::NotAtomic, "{failure}");
            assert!(!failure.findings().is_empty());
            failure.findings().into()
        }
    }
}

/// Exactly these are found, by the reduced search; each by its own token, too.
#[track_caller]
pub fn finds_quickly<const N: usize>(
    setup: impl Fn() -> Setup,
    expected: [&str; N],
    body: impl Fn(&Cpu, &mut Main),
) -> Vec<Finding> {
    let found = findings(setup(), &body);
    let mut expected = expected.map(String::from);
    expected.sort();
    assert_eq!(told(&found), expected);
    for finding in &found {
        let again = model::replay(&setup().atomicity(), finding.token(), |cpu, main| {
            forget();
            body(cpu, main);
        });
        let again = again.expect_err("the token shows what was found");
        assert_eq!(again.kind(), FailureKind::NotAtomic, "{again}");
        let same = |f: &&Finding| (f.order(), f.places()) == (finding.order(), finding.places());
        assert!(again.findings().iter().any(|f| same(&f)), "{finding} isn't in its replay: {again}");
    }
    found
}

/// Exactly these are found, by the reduced search and by the one of every order, with the same contexts.
#[track_caller]
pub fn finds<const N: usize>(
    setup: impl Fn() -> Setup,
    expected: [&str; N],
    body: impl Fn(&Cpu, &mut Main),
) -> Vec<Finding> {
    let found = finds_quickly(&setup, expected, &body);
    let all = findings(setup().every_order(), &body);
    let contexts = |found: &[Finding]| -> Vec<_> {
        found.iter().map(|f| (f.order(), f.places(), f.contexts().to_vec())).collect()
    };
    assert_eq!(contexts(&found), contexts(&all), "the reduced search differs from the one of every order");
    found
}
