//! The floors of the sources: which files may import which, and where a target may be named. `source_tree/imports.rs` says what an import is.

#![allow(missing_docs)]

#[path = "source_tree/imports.rs"]
mod imports;
#[path = "source_tree/tokens.rs"]
mod tokens;

use imports::Tree;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// A floor, and the only ones that its files may import.
const FLOORS: [(&str, &[&str]); 2] =
    [("model/engine/", &["model/engine/"]), ("model/report/", &["model/report/", "model/engine/"])];

/// Imports that close circles, and why they stay.
const KNOWN: [(&str, &str, &str); 2] = [
    ("mask/model.rs", "context.rs", "`Isr::cs` stands with the mask for which a handler is a section"),
    ("mask/sreg.rs", "context.rs", "`Isr::cs` stands with the mask for which a handler is a section"),
];

const TARGETS: [&str; 4] = ["target_arch", "target_os", "irqshare_cpu", "irqshare_mask"];

/// Folders and files that may name a target, and why. (build.rs does, too.)
const MAY_NAME_TARGETS: [(&str, &str); 6] = [
    ("mask/", "each mask is a target's"),
    ("interrupts/mod.rs", "where a section may be left open there is `Saved`"),
    ("lib.rs", "says what there is on which target"),
    ("guide/mod.rs", "its pages run on the model"),
    ("shown.rs", "where there are sections without a closure, there is `Saved`"),
    ("wait/mod.rs", "the model resets the executors' flag"),
];

/// Imports from a floor that its files may not import.
fn climbing(tree: &Tree) -> Vec<String> {
    let may = |path: &str, other: &str| {
        let mut floors = FLOORS.iter().filter(|(floor, _)| path.starts_with(floor));
        floors.all(|(_, below)| below.iter().any(|floor| other.starts_with(floor)))
    };
    arrows(tree, |path, other| !may(path, other))
}

fn circles(tree: &Tree) -> Vec<String> {
    tree.circles(|path, other| KNOWN.iter().any(|(from, to, _)| (*from, *to) == (path, other)))
}

/// Imports from one folder of `arch` to another.
fn between_archs(tree: &Tree) -> Vec<String> {
    /// `avr` of `arch/avr/sreg.rs` and of `arch/avr.rs`.
    fn arch(path: &str) -> Option<&str> {
        path.strip_prefix("arch/")?.split(['/', '.']).next().filter(|name| *name != "mod")
    }
    arrows(tree, |path, other| arch(path).is_some_and(|own| arch(other).is_some_and(|other| own != other)))
}

fn targets(tree: &Tree) -> Vec<String> {
    let may = |path: &str| MAY_NAME_TARGETS.iter().any(|(place, _)| path.starts_with(place));
    let named = |path| TARGETS.iter().filter(move |word| tree.has_word(path, word));
    let paths = tree.imports().map(|(path, _)| path).filter(|path| !may(path));
    paths.flat_map(|path| named(path).map(move |word| format!("{path}: {word}"))).collect()
}

fn arrows(tree: &Tree, which: impl Fn(&str, &str) -> bool) -> Vec<String> {
    let all = tree.imports().flat_map(|(path, others)| others.iter().map(move |other| (path, other)));
    all.filter(|(path, other)| which(path, other)).map(|(path, other)| format!("{path} -> {other}")).collect()
}

/// The crate's own files.
static SOURCES: LazyLock<Tree> = LazyLock::new(|| {
    fn walk(folder: &Path, files: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(&path, files);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix("src").expect("below it").to_string_lossy().replace('\\', "/");
                files.push((name, fs::read_to_string(&path).expect("readable")));
            }
        }
    }
    let mut files = Vec::new();
    walk("src".as_ref(), &mut files);
    Tree::new(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
});

#[test]
fn engine_and_report_import_what_is_below_them() {
    assert_eq!(climbing(&SOURCES), [""; 0]);
}

#[test]
fn no_files_import_each_other_in_circles() {
    assert_eq!(circles(&SOURCES), [""; 0]);
}

#[test]
fn no_architecture_imports_another() {
    assert_eq!(between_archs(&SOURCES), [""; 0]);
}

#[test]
fn targets_are_named_where_they_belong() {
    assert_eq!(targets(&SOURCES), [""; 0]);
}

/// Catches a list of exceptions that has outlived them.
#[test]
fn each_exception_is_needed() {
    let circles = SOURCES.circles(|_, _| false);
    for (path, other, _) in KNOWN {
        assert!(circles.contains(&format!("{path} -> {other}")), "{path} -> {other} closes no circle");
    }
    for (place, _) in MAY_NAME_TARGETS {
        let mut paths = SOURCES.imports().map(|(path, _)| path).filter(|path| path.starts_with(place));
        let named = paths.any(|path| TARGETS.iter().any(|word| SOURCES.has_word(path, word)));
        assert!(named, "{place} names no target");
    }
}

/// Catches a reader that sees nothing: these imports are known.
#[test]
fn imports_are_seen() {
    let of = |path| SOURCES.imports().find(|(own, _)| *own == path).expect("a file").1;
    let imports = |path, other: &str| of(path).contains(other);
    assert!(imports("model/engine/token.rs", "model/engine/path/mod.rs"), "by `super::`");
    assert!(
        imports("model/report/verdict.rs", "model/engine/program.rs"),
        "through the re-exports of a `mod.rs`"
    );
    assert!(imports("model/reset.rs", "wait/event.rs"), "through those of two");
    assert!(imports("model/setup.rs", "wait/block_on.rs"), "by a path in the code");
    assert!(imports("model/plain.rs", "mask/place/model.rs"), "through `*`, to a file with another name");
    assert!(of("model/engine/fork.rs").is_empty(), "out of a module in the file itself");
}

/// Catches a rule that nothing can break: each, by the least that does.
#[test]
fn each_rule_notices_what_breaks_it() {
    type Files<'a> = &'a [(&'a str, &'a str)];
    let finds = |rule: fn(&Tree) -> Vec<String>, files: Files<'_>, expected: &[&str]| {
        assert_eq!(rule(&Tree::new(files.iter().copied())), expected, "{files:?}");
    };
    let model = ("model/mod.rs", "mod engine; mod report; mod setup; pub use setup::Setup;");
    let setup = ("model/setup.rs", "pub struct Setup;");
    for text in [
        "use crate::model::setup::Setup;",
        "use crate::{model::setup::{self, Setup}};",
        "use super::super::setup as s;",
        "fn f(_: &crate::model::Setup) {}",
        "mod inner { use super::super::super::Setup as S; }",
    ] {
        finds(
            climbing,
            &[model, setup, ("model/engine/a.rs", text)],
            &["model/engine/a.rs -> model/setup.rs"],
        );
        finds(
            climbing,
            &[model, setup, ("model/report/a.rs", text)],
            &["model/report/a.rs -> model/setup.rs"],
        );
    }
    let up = ("model/engine/a.rs", "use crate::model::report::b::B;");
    finds(climbing, &[up, ("model/report/b.rs", "struct B;")], &["model/engine/a.rs -> model/report/b.rs"]);
    let down = ("model/report/b.rs", "use crate::model::engine::a::A;");
    finds(climbing, &[down, ("model/engine/a.rs", "struct A;")], &[]);
    let hands_on = ("model/engine/mod.rs", "pub(crate) use crate::context::Main;");
    finds(climbing, &[hands_on, ("context.rs", "struct Main;")], &["model/engine/mod.rs -> context.rs"]);

    let face = ("lib.rs", "mod a; mod b; pub use a::A;");
    let through_a_star = [face, ("a.rs", "use super::b::*; struct A;"), ("b.rs", "use crate::A; struct B;")];
    finds(circles, &through_a_star, &["a.rs -> b.rs", "b.rs -> a.rs"]);
    let handed_on = [face, ("a.rs", "use crate::b; struct A;"), ("b.rs", "pub use crate::A;")];
    finds(circles, &handed_on, &[]);

    let avr = ("arch/avr/sreg.rs", "use crate::arch::riscv::csr;");
    finds(between_archs, &[avr, ("arch/riscv/csr.rs", "")], &["arch/avr/sreg.rs -> arch/riscv/csr.rs"]);
    finds(between_archs, &[avr, ("arch/riscv.rs", "fn csr() {}")], &["arch/avr/sreg.rs -> arch/riscv.rs"]);
    finds(between_archs, &[("arch/mod.rs", "use avr::sreg;"), ("arch/avr/sreg.rs", "")], &[]);

    for word in TARGETS {
        let text = &format!("#[cfg(all(unix, {word} = \"x\"))] fn f() {{}}");
        finds(targets, &[("global.rs", text)], &[&format!("global.rs: {word}")]);
        finds(targets, &[("mask/x.rs", text), ("lib.rs", text)], &[]);
    }
    finds(targets, &[("global.rs", "// target_os\n/// irqshare_cpu\nconst A: &str = \"target_os\";")], &[]);
}
